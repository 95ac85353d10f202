<?php

/**
 * What the database says is active: inventory.php RELEASE-FOLDER. WordPress is loaded as far as its options; no plugin runs. Prints
 * `{"plugins": ["acme/acme.php"], "themes": ["acme"]}`, a theme's parent too.
 */

declare(strict_types=1);

use Storefort\ReleaseFolder;

if (PHP_SAPI !== 'cli') {
    exit(1);
}

require __DIR__ . '/mu-plugins/storefort/autoload.php';

// The answer alone goes out, whatever else prints.
ob_start(static fn (): string => '');
define('SHORTINIT', true);
require ReleaseFolder::of($argv)->loader();

$storefortPlugins = get_option('active_plugins');
$storefortThemes = [get_option('stylesheet'), get_option('template')];
if (!is_array($storefortPlugins) || array_filter($storefortThemes, 'is_string') !== $storefortThemes) {
    fwrite(STDERR, "the database does not say which plugins and themes are active\n");
    exit(1);
}
fwrite(STDOUT, json_encode([
    'plugins' => array_values(array_filter($storefortPlugins, 'is_string')),
    'themes' => array_values(array_unique($storefortThemes)),
], JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
