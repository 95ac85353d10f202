<?php

// The part of nginx for PHP's own server: which script, by which door. The host header says the door, as the host's servers do by name.

declare(strict_types=1);

$wordpress = (string) realpath((string) getenv('SCRATCH_WORDPRESS'));
$path = rawurldecode(explode('?', $_SERVER['REQUEST_URI'], 2)[0]);
$found = preg_match('~^(/.+?\.php)(/.*)?$~', $path, $parts) === 1 && is_file($wordpress . $parts[1]) ? $parts[1] : null;
$script = $found ?? (is_file("$wordpress$path/index.php") ? rtrim($path, '/') . '/index.php' : '/index.php');

unset($_SERVER['HTTP_X_DOOR'], $_SERVER['HTTP_X_ROUTE'], $_SERVER['HTTP_X_ADDRESS']);
$headers = array_change_key_case(getallheaders());
$_SERVER['STOREFORT_DOOR'] = $headers['x-door'] ?? 'shop';
$_SERVER['STOREFORT_ROUTE'] = $headers['x-route'] ?? ($script === '/wp-login.php' ? 'customer-confirmation' : 'page');
$_SERVER['REMOTE_ADDR'] = $headers['x-address'] ?? '203.0.113.7';
$_SERVER['HTTP_HOST'] = $_SERVER['STOREFORT_DOOR'] === 'staff' ? 'staff.shop.test' : 'shop.test';
$_SERVER['SERVER_NAME'] = $_SERVER['HTTP_HOST'];
$_SERVER['HTTPS'] = 'on';
$_SERVER['SCRIPT_NAME'] = $script;
$_SERVER['PHP_SELF'] = $script . ($parts[2] ?? '');
$_SERVER['SCRIPT_FILENAME'] = $wordpress . $script;

chdir(dirname($wordpress . $script));
require $wordpress . $script;
