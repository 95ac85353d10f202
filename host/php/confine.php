<?php
// Runs before every script of the shop (auto_prepend_file): from here on PHP opens nothing outside the folders that are named
// here. Set as a script starts, not in the pool: a pool's open_basedir turns off PHP's memory of resolved paths, and each of
// the hundred looks a page takes at a file becomes a walk along its path. That memory is unsafe where links can be switched
// between the look and the use; here PHP can make no links (disable_functions), and a release has none but to its uploads.

declare(strict_types=1);

(static function (): void {
    // This file is <root>/opt/storefort/host/php/confine.php.
    $root = rtrim(dirname(__DIR__, 4), '/');
    $folders = ['srv/storefort', 'opt/storefort/host', 'run/storefort', 'var/lib/storefort/php', 'etc/storefort'];
    $paths = array_map(static fn (string $folder): string => "$root/$folder/", $folders);
    if (ini_set('open_basedir', implode(':', $paths)) === false) {
        http_response_code(503);
        exit;
    }
})();
