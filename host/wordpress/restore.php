<?php

/**
 * After a restore: restore.php RELEASE-FOLDER erasures RECOVERY-POINT-TIME LINES, or restore.php RELEASE-FOLDER order-id LINES. Tells the
 * shop what its journal knows and its database does not any more.
 */

declare(strict_types=1);

use Storefort\ReleaseFolder;
use Storefort\RestoreSteps;

if (PHP_SAPI !== 'cli') {
    exit(1);
}

require __DIR__ . '/mu-plugins/storefort/autoload.php';

require ReleaseFolder::of($argv)->loader();
exit(RestoreSteps::command(array_slice($argv, 2)));
