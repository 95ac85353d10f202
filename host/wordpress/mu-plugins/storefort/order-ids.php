<?php

declare(strict_types=1);

namespace Storefort;

/**
 * Where the next order's id comes from: the counter of the posts' table, also for shops that keep orders in tables of their own. A restore
 * sets it back, and a customer's order, a gateway's payment and a till's receipt would share a number with another's.
 */
final class OrderIds
{
    /** Left free above the last id known: a host that died took the last seconds of its log with it, and drafts are not told of. */
    private const MARGIN = 1000;

    /** @return array{int, int} the next id before and after; never lowered */
    public static function raiseAbove(int $last): array
    {
        global $wpdb;
        $before = self::next();
        $wanted = $last + self::MARGIN;
        if ($before < $wanted) {
            $wpdb->query($wpdb->prepare("ALTER TABLE $wpdb->posts AUTO_INCREMENT = %d", $wanted));
        }
        $after = self::next();
        if ($after < $wanted) {
            throw new \RuntimeException("the next id stays $after: $wpdb->last_error");
        }
        return [$before, $after];
    }

    private static function next(): int
    {
        global $wpdb;
        return (int) $wpdb->get_var($wpdb->prepare(
            'SELECT AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = %s',
            $wpdb->posts,
        ));
    }
}
