<?php

declare(strict_types=1);

namespace Storefort;

use Automattic\WooCommerce\Internal\DataStores\Orders\DataSynchronizer;
use Automattic\WooCommerce\Utilities\OrderUtil;

/** What WooCommerce does at the first visit to wp-admin, done before anybody visits. */
final class InstallShop
{
    /** @return list<string> problems */
    public function run(): array
    {
        $problems = class_exists(\WC_Install::class) ? $this->openShop() : [];
        // All plugins have told their addresses by now.
        flush_rewrite_rules(false);
        return $problems;
    }

    /** @return list<string> */
    private function openShop(): array
    {
        \WC_Install::check_version();
        \WC_Install::create_pages();
        return $this->keepOrdersInOwnTables();
    }

    /**
     * Without a visit to wp-admin WooCommerce would write orders to wp_posts, and those would have to be moved later. A shop that has
     * such orders keeps its ways.
     *
     * @return list<string>
     */
    private function keepOrdersInOwnTables(): array
    {
        global $wpdb;
        if ($wpdb->get_var("SELECT 1 FROM $wpdb->posts WHERE post_type = 'shop_order' LIMIT 1") === null) {
            // WooCommerce makes the tables when the option changes.
            update_option('woocommerce_custom_orders_table_enabled', 'yes');
            return OrderUtil::custom_orders_table_usage_is_enabled() && $this->hasOrderTables()
                ? []
                : ['WooCommerce does not keep orders in tables of their own'];
        }
        return [];
    }

    private function hasOrderTables(): bool
    {
        return wc_get_container()->get(DataSynchronizer::class)->check_orders_table_exists();
    }
}
