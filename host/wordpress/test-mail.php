<?php

/** A mail that says whether mail leaves the shop: test-mail.php RELEASE-FOLDER MAIL-ID TO. Prints JSON. */

declare(strict_types=1);

use Storefort\ReleaseFolder;
use Storefort\TestMail;

if (PHP_SAPI !== 'cli') {
    exit(1);
}

require __DIR__ . '/mu-plugins/storefort/autoload.php';

// The answer alone goes out, whatever plugins print: WordPress must not open this at the end.
ob_start(static fn (): string => '');
require ReleaseFolder::of($argv)->loader();
remove_action('shutdown', 'wp_ob_end_flush_all', 1);
exit(TestMail::command(array_slice($argv, 2)));
