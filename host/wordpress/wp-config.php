<?php

/**
 * A copy of this file lies one folder above each release's WordPress. It only finds the host's bundle, so that a release that is
 * kept for going back runs with today's settings: <root>/srv/storefort/releases/<sha256>/wp-config.php.
 */

declare(strict_types=1);

require_once rtrim(dirname(__DIR__, 4), '/') . '/opt/storefort/host/wordpress/mu-plugins/storefort/autoload.php';

Storefort\Configuration::define(rtrim(dirname(__DIR__, 4), '/'));

// WordPress reads these two by their names and places: a global variable, and a file run in the global scope.
$table_prefix = 'wp_';

require_once ABSPATH . 'wp-settings.php';
