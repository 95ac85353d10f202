<?php

declare(strict_types=1);

// Storefort\RouteGuard lies in route-guard.php, beside this file.
spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Storefort\\')) {
        $name = preg_replace('/(?<=[a-z0-9])(?=[A-Z])/', '-', substr($class, strlen('Storefort\\')));
        require __DIR__ . '/' . strtolower((string) $name) . '.php';
    }
});
