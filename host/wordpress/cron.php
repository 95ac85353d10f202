<?php

/**
 * WordPress's scheduled work: cron.php RELEASE-FOLDER. Every host starts it every minute; one at a time works, the others end at once.
 */

declare(strict_types=1);

use Storefort\DatabaseLock;
use Storefort\DueEvents;
use Storefort\NotReady;
use Storefort\ReleaseFolder;

if (PHP_SAPI !== 'cli') {
    exit(1);
}

require __DIR__ . '/mu-plugins/storefort/autoload.php';

$storefortRelease = ReleaseFolder::of($argv);
try {
    $storefortLock = DatabaseLock::take($storefortRelease->root, 'cron', 0);
} catch (NotReady $storefortReason) {
    $storefortReason->answer();
}
if ($storefortLock === null) {
    exit(0);
}
define('DOING_CRON', true);
require $storefortRelease->loader();
exit(DueEvents::run());
