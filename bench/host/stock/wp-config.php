<?php
// WordPress's own wp-config-sample.php, filled in; its database is a copy of the host's, spoken to by the same verified TLS.
define('DB_NAME', '@SCHEMA@');
define('DB_USER', '@SCHEMA@');
define('DB_PASSWORD', '@PASSWORD@');
define('DB_HOST', '127.0.0.1:@DATABASE_PORT@');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('MYSQL_CLIENT_FLAGS', MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT);
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define($name . '_KEY', '@PASSWORD@' . $name . 'key');
    define($name . '_SALT', '@PASSWORD@' . $name . 'salt');
}
// The copy names the host's address.
define('WP_HOME', 'https://127.0.0.1:@WORDPRESS_PORT@');
define('WP_SITEURL', 'https://127.0.0.1:@WORDPRESS_PORT@');
// As on the host: no request starts the scheduled work.
define('DISABLE_WP_CRON', true);
define('WP_DEBUG', false);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
