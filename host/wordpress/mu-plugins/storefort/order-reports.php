<?php

declare(strict_types=1);

namespace Storefort;

/** Whether WooCommerce's reports count an order. */
final class OrderReports
{
    private const STATS = 'Automattic\\WooCommerce\\Admin\\API\\Reports\\Orders\\Stats\\DataStore';
    /** Counted by no report, whatever the shop has set. */
    private const NEVER = ['auto-draft', 'trash', 'checkout-draft'];
    private const BY_DEFAULT = ['pending', 'failed', 'cancelled'];

    /** @throws \RuntimeException when it cannot be read */
    public static function count(int $orderId): bool
    {
        global $wpdb;
        // As Action Scheduler would within minutes.
        if (is_callable([self::STATS, 'sync_order'])) {
            (self::STATS)::sync_order($orderId);
        }
        $status = $wpdb->get_var($wpdb->prepare("SELECT status FROM {$wpdb->prefix}wc_order_stats WHERE order_id = %d", $orderId));
        if ($wpdb->last_error !== '') {
            throw new \RuntimeException('the reports cannot be read');
        }
        $left = [...self::NEVER, ...(array) get_option('woocommerce_excluded_report_order_statuses', self::BY_DEFAULT)];
        return $status !== null && !in_array(preg_replace('/^wc-/', '', (string) $status), $left, true);
    }
}
