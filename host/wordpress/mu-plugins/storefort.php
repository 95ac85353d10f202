<?php

/**
 * Plugin Name: Storefort
 * Description: Two doors, their guard, and the shop's mail. Part of the host, not of the release.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

require_once __DIR__ . '/storefort/autoload.php';

Storefort\Plugin::register(Storefort\Context::get());
