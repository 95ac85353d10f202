<?php

/**
 * A way in for the first administrator: admin-create.php RELEASE-FOLDER [--login NAME] [--email ADDRESS]. Prints an address that signs
 * in once. The account's password is known to nobody; who has an account of that name gets a new address for it.
 */

declare(strict_types=1);

use Storefort\Administrator;
use Storefort\ReleaseFolder;

if (PHP_SAPI !== 'cli') {
    exit(1);
}

require __DIR__ . '/mu-plugins/storefort/autoload.php';

require ReleaseFolder::of($argv)->loader();
exit(Administrator::command(array_slice($argv, 2)));
