<?php

declare(strict_types=1);

namespace Storefort;

/**
 * While the database is away WordPress would answer 500, and in wp-admin and admin-ajax print the database's address. This answers
 * 503 instead. It is registered before WordPress has its hooks: the array is taken over by them.
 */
final class DatabaseAway
{
    private const FILTERS = ['wp_die_handler', 'wp_die_ajax_handler', 'wp_die_json_handler', 'wp_die_jsonp_handler', 'wp_die_xml_handler'];

    public static function register(): void
    {
        // Without its tables WordPress sends everybody to its installer, which no door serves.
        $GLOBALS['wp_filter']['wp_redirect'][PHP_INT_MAX][self::class] = [
            'function' => static fn (mixed $to): mixed =>
                is_string($to) && str_ends_with($to, '/wp-admin/install.php') ? Unavailable::answer() : $to,
            'accepted_args' => 1,
        ];
        foreach (self::FILTERS as $filter) {
            $GLOBALS['wp_filter'][$filter][PHP_INT_MAX][self::class] = [
                'function' => self::handler(...),
                'accepted_args' => 1,
            ];
        }
    }

    /** @param callable $handler what would end the request otherwise */
    private static function handler(mixed $handler): mixed
    {
        return self::isAway() ? static fn () => Unavailable::answer() : $handler;
    }

    private static function isAway(): bool
    {
        $database = $GLOBALS['wpdb'] ?? null;
        return $database instanceof \wpdb && $database->error instanceof \WP_Error
            && in_array($database->error->get_error_code(), ['db_connect_fail', 'db_select_fail'], true);
    }
}
