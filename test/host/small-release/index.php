<?php
// Stands for WordPress: tells what it was asked, and answers in the ways that a cache has to understand.

declare(strict_types=1);

$asked = explode('?', $_SERVER['REQUEST_URI'])[0];
match (basename($asked)) {
    'sets-cookie' => setcookie('woocommerce_cart_hash', bin2hex(random_bytes(8))),
    'no-store' => header('Cache-Control: no-cache, must-revalidate, max-age=0, no-store, private'),
    'varies-by-encoding' => header('Vary: Accept-Encoding'),
    'varies' => header('Vary: Cookie'),
    'long-lived' => header('Cache-Control: public, max-age=3600'),
    'json' => header('Content-Type: application/json'),
    'moved' => header('Location: /elsewhere', true, 301),
    'missing' => http_response_code(404),
    'broken' => http_response_code(500),
    'slow' => usleep(1_500_000),
    'hangs' => sleep(61),
    'fails' => trigger_error('failed', E_USER_WARNING),
    'download' => header('X-Accel-Redirect: ' . $_GET['file']),
    default => null,
};
header('X-Powered-By: PHP');
header('X-Pingback: /xmlrpc.php');
echo json_encode([
    'by' => 'index.php',
    'stamp' => bin2hex(random_bytes(8)),
    'directory' => getcwd(),
    'posted' => $_POST,
    'got' => $_GET,
    'server' => $_SERVER,
], JSON_UNESCAPED_SLASHES);
