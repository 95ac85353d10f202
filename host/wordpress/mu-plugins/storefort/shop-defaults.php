<?php

declare(strict_types=1);

namespace Storefort;

/** Work that WooCommerce would do within somebody's request, or after a click in wp-admin, is cron's. */
final class ShopDefaults
{
    public function register(): void
    {
        // The queue would be run by a request that the host sends to itself, at a door where staff is nobody.
        add_filter('action_scheduler_allow_async_request_runner', '__return_false', PHP_INT_MAX);
        // A release brings its tables along; nobody has to confirm it.
        add_filter('woocommerce_enable_auto_update_db', '__return_true', PHP_INT_MAX);
    }
}
