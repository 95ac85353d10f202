<?php
/**
 * Plugin Name: WooCommerce's orders (STAND-IN)
 * Description: STAND-IN for as much of WooCommerce's orders, stock and reports as the host's scripts touch. Kept in options.
 * Version: 9.4.0
 */

declare(strict_types=1);

namespace Storefort\StandIn\Orders {
    register_activation_hook(__FILE__, static function (): void {
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        dbDelta("CREATE TABLE {$GLOBALS['wpdb']->prefix}wc_order_stats (order_id bigint unsigned NOT NULL, status varchar(200) NOT NULL, PRIMARY KEY  (order_id));");
        dbDelta("CREATE TABLE {$GLOBALS['wpdb']->prefix}wc_reserved_stock (order_id bigint unsigned NOT NULL, product_id bigint unsigned NOT NULL, stock_quantity double NOT NULL, PRIMARY KEY  (order_id, product_id));");
    });

    /** What is kept of one thing, and read by the names that WooCommerce gives. */
    abstract class Kept
    {
        protected array $data;

        final public function __construct(protected int $id = 0)
        {
            $this->data = (array) get_option(static::class . $id, []);
        }

        public function __call(string $method, array $arguments): mixed
        {
            [$verb, $name] = explode('_', $method, 2);
            if ($verb === 'set') {
                $this->data[$name] = $arguments[0];
            }
            return $this->data[$name] ?? '';
        }

        public function get_id(): int
        {
            return $this->id;
        }

        public function get_meta(string $key): mixed
        {
            return $this->data["meta$key"] ?? '';
        }

        public function update_meta_data(string $key, mixed $value): void
        {
            $this->data["meta$key"] = $value;
        }

        public function delete(): void
        {
            delete_option(static::class . $this->id);
        }

        public function save(): int
        {
            $this->id = $this->id ?: wp_insert_post(['post_type' => 'shop_order_placehold', 'post_status' => 'draft', 'post_title' => 'Kept']);
            update_option(static::class . $this->id, $this->data, false);
            return $this->id;
        }
    }

    foreach (['on-hold', 'processing'] as $status) {
        add_action("woocommerce_order_status_$status", static fn (int $id) => wc_get_order($id)->moveStock(-1));
    }
    add_action('woocommerce_order_status_cancelled', static function (int $id): void {
        if (apply_filters('woocommerce_can_restore_order_stock', true)) {
            wc_get_order($id)->moveStock(1);
        }
        $GLOBALS['wpdb']->delete("{$GLOBALS['wpdb']->prefix}wc_reserved_stock", ['order_id' => $id]);
        if (apply_filters('woocommerce_email_enabled_cancelled_order', true)) {
            wp_mail('owner@shop.example', 'Order cancelled', "$id");
        }
    });
}

namespace Automattic\WooCommerce\Admin\API\Reports\Orders\Stats {
    final class DataStore
    {
        public static function sync_order(int $id): void
        {
            $GLOBALS['wpdb']->replace("{$GLOBALS['wpdb']->prefix}wc_order_stats", ['order_id' => $id, 'status' => 'wc-' . wc_get_order($id)->get_status()]);
        }
    }
}

namespace {
    use Storefort\StandIn\Orders\Kept;

    final class WC_Product extends Kept
    {
        public function managing_stock(): bool
        {
            return (bool) ($this->data['manage_stock'] ?? false);
        }
    }

    final class WC_Order extends Kept
    {
        public function get_date_paid(): mixed
        {
            return $this->data['date_paid'] ?? null;
        }

        public function get_items(string $kind = 'line_item'): array
        {
            $items = [];
            foreach ($this->data['items'] as &$item) {
                $items[] = new WC_Order_Item($item);
            }
            return $items;
        }

        public function add_product(WC_Product $product, int $quantity): void
        {
            $this->data['items'][] = ['product' => $product->get_id(), 'quantity' => $quantity, 'taken' => ''];
        }

        public function moveStock(int $direction): void
        {
            foreach ($this->data['items'] as &$item) {
                $product = wc_get_product($item['product']);
                if ($product->managing_stock() && ($item['taken'] === '') === ($direction < 0)) {
                    $product->set_stock_quantity($product->get_stock_quantity() + $direction * $item['quantity']);
                    $product->save();
                    $item['taken'] = $direction < 0 ? $item['quantity'] : '';
                }
            }
            $this->save();
        }

        public function update_status(string $status): bool
        {
            try {
                $this->data['date_paid'] ??= $status === 'processing' ? time() : null;
                $this->data['status'] = $status;
                do_action('woocommerce_before_order_object_save', $this);
                $this->save();
            } catch (Exception) {
                return false;
            }
            do_action("woocommerce_order_status_$status", $this->id);
            return true;
        }
    }

    final class WC_Order_Item
    {
        public function __construct(private array &$item)
        {
        }

        public function set_variation_id(int $id): void
        {
            $this->item['variation'] = $id;
        }

        /** With its order. */
        public function save(): void
        {
        }

        public function get_product_id(): int
        {
            return $this->item['product'];
        }

        public function get_variation_id(): int
        {
            return $this->item['variation'] ?? 0;
        }

        public function get_quantity(): int
        {
            return $this->item['quantity'];
        }

        public function get_meta(string $key): mixed
        {
            return $key === '_reduced_stock' ? $this->item['taken'] : '';
        }
    }

    function wc_get_product_object(string $type): WC_Product
    {
        return new WC_Product();
    }

    function wc_get_product(int $id): WC_Product|false
    {
        return get_option(WC_Product::class . $id) === false ? false : new WC_Product($id);
    }

    function wc_create_order(): WC_Order
    {
        $order = new WC_Order();
        $order->set_status('pending');
        $order->set_order_key('wc_order_' . wp_generate_password(13, false));
        $order->save();
        return $order;
    }

    function wc_get_order(int $id): WC_Order|false
    {
        return get_option(WC_Order::class . $id) === false ? false : new WC_Order($id);
    }
}
