<?php
// Reads {"seed": …} and prints WordPress's eight keys and salts as JSON: HKDF-SHA-256 of the seed, the constant's name as info.

declare(strict_types=1);

const NAMES = [
    'AUTH_KEY',
    'SECURE_AUTH_KEY',
    'LOGGED_IN_KEY',
    'NONCE_KEY',
    'AUTH_SALT',
    'SECURE_AUTH_SALT',
    'LOGGED_IN_SALT',
    'NONCE_SALT',
];

$secret = json_decode((string) stream_get_contents(STDIN), true);
$seed = is_array($secret) ? ($secret['seed'] ?? null) : null;
if (!is_string($seed) || strlen($seed) < 32) {
    fwrite(STDERR, "needs a seed of at least 32 characters\n");
    exit(1);
}
$salts = [];
foreach (NAMES as $name) {
    $salts[$name] = bin2hex(hash_hkdf('sha256', $seed, 32, $name));
}
echo json_encode($salts), "\n";
