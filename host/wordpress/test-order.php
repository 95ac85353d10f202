<?php

/** Takes back the order that the probe has placed: test-order.php RELEASE-FOLDER PRODUCT-ID ORDER-ID ORDER-KEY. Prints JSON. */

declare(strict_types=1);

use Storefort\DatabaseLock;
use Storefort\NotReady;
use Storefort\ReleaseFolder;
use Storefort\TestOrder;

if (PHP_SAPI !== 'cli') {
    exit(1);
}

require __DIR__ . '/mu-plugins/storefort/autoload.php';

$storefortRelease = ReleaseFolder::of($argv);
try {
    $storefortLock = DatabaseLock::take($storefortRelease->root, 'test-order', 60);
} catch (NotReady $storefortReason) {
    $storefortReason->answer();
}
if ($storefortLock === null) {
    fwrite(STDERR, "another test order has been taken back for a minute\n");
    exit(1);
}
// The answer alone goes out, whatever plugins print: WordPress must not open this at the end.
ob_start(static fn (): string => '');
require $storefortRelease->loader();
remove_action('shutdown', 'wp_ob_end_flush_all', 1);
exit(TestOrder::command(array_slice($argv, 2)));
