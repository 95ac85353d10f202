<?php

/**
 * Brings the database up to a release: install.php RELEASE-FOLDER. A shop without tables is installed, one with older tables is
 * upgraded, plugins of the release are activated; whatever is done already is left alone.
 *
 * Each step is a process of its own, since WordPress reads the list of plugins once.
 */

declare(strict_types=1);

use Storefort\DatabaseLock;
use Storefort\Installation;
use Storefort\NotReady;
use Storefort\ReleaseFolder;

if (PHP_SAPI !== 'cli') {
    exit(1);
}

require __DIR__ . '/mu-plugins/storefort/autoload.php';

$storefortRelease = ReleaseFolder::of($argv);
$storefortStep = $argv[2] ?? null;

if ($storefortStep !== null) {
    if ($storefortStep === 'tables') {
        define('WP_INSTALLING', true);
    }
    require $storefortRelease->loader();
    exit(Installation::step($storefortStep));
}

try {
    $storefortLock = DatabaseLock::take($storefortRelease->root, 'install', 600);
} catch (NotReady $storefortReason) {
    $storefortReason->answer();
}
if ($storefortLock === null) {
    fwrite(STDERR, "another host has been installing for 10 minutes\n");
    exit(1);
}
exit(Installation::run(__FILE__, $storefortRelease));
