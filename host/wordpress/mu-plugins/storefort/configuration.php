<?php

declare(strict_types=1);

namespace Storefort;

/** WordPress's constants. They come from files of the running host, never from the environment, which every plugin could print. */
final class Configuration
{
    private const SALTS = [
        'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY',
        'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT',
    ];

    /** Defines all or answers 503. */
    public static function define(string $root): void
    {
        try {
            $site = Site::read($root);
            $door = Door::of($_SERVER, PHP_SAPI);
            $constants = [
                ...self::database(RunFile::read($root, 'database.json')),
                ...self::salts(RunFile::read($root, 'salts.json')),
                ...self::addresses($site, $door),
                ...self::rules(),
            ];
        } catch (NotReady $reason) {
            $reason->answer();
        }
        foreach ($constants as $name => $value) {
            define($name, $value);
        }
        // Nothing of the shop's is plain. Cron has no request that would say so, and WordPress would write addresses with http.
        $_SERVER['HTTPS'] = 'on';
        Context::set(new Context($site, $door));
        DatabaseAway::register();
    }

    /** @return array<string, string|int> */
    private static function database(RunFile $file): array
    {
        return [
            'DB_NAME' => $file->text('dbname'),
            'DB_USER' => $file->text('username'),
            'DB_PASSWORD' => $file->text('password'),
            'DB_HOST' => $file->text('host') . ':' . $file->text('port'),
            'DB_CHARSET' => 'utf8mb4',
            'DB_COLLATE' => '',
            // MYSQLI_CLIENT_SSL alone encrypts, and accepts any certificate; both, with openssl.cafile, check issuer and name.
            'MYSQL_CLIENT_FLAGS' => MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT,
        ];
    }

    /** @return array<string, string> */
    private static function salts(RunFile $file): array
    {
        return array_combine(self::SALTS, array_map(static fn (string $name): string => $file->text($name), self::SALTS));
    }

    /** @return array<string, string> */
    private static function addresses(Site $site, Door $door): array
    {
        return [
            'WP_HOME' => $site->shopUrl,
            'WP_SITEURL' => $site->staffUrl,
            'WP_CONTENT_URL' => $site->url($door) . '/wp-content',
            'WPMU_PLUGIN_DIR' => $site->bundle() . '/wordpress/mu-plugins',
        ];
    }

    /** @return array<string, bool|string|int> */
    private static function rules(): array
    {
        return [
            'DISALLOW_FILE_MODS' => true,
            'DISALLOW_FILE_EDIT' => true,
            'DISABLE_WP_CRON' => true,
            'FORCE_SSL_ADMIN' => true,
            'AUTOMATIC_UPDATER_DISABLED' => true,
            'WP_DEBUG' => false,
            'WP_ENVIRONMENT_TYPE' => 'production',
            'WP_CACHE' => false,
            'WP_POST_REVISIONS' => 20,
            // Without it WordPress asks FTP credentials where it wants to write: it may write uploads only, and those directly.
            'FS_METHOD' => 'direct',
        ];
    }
}
