<?php

/**
 * STAND-IN for what WooCommerce has of orders: kept in an option, told of by WooCommerce's hooks. Not loaded where the real one is.
 */

declare(strict_types=1);

final class StandInOrder
{
    public function __construct(private array $row)
    {
    }

    public function get_id(): int
    {
        return $this->row['id'];
    }

    public function get_payment_method(): string
    {
        return $this->row['gateway'] ?? 'stripe';
    }

    public function get_total(): string
    {
        return $this->row['total'] ?? '19.90';
    }

    public function get_amount(): string
    {
        return $this->row['amount'] ?? '5.00';
    }

    public function get_currency(): string
    {
        return 'EUR';
    }

    public function get_transaction_id(): string
    {
        return $this->row['transaction'] ?? '';
    }

    public function get_date_created(): DateTimeImmutable
    {
        return new DateTimeImmutable($this->row['made'] ?? '2026-01-01T00:00:00Z');
    }

    public function delete(bool $force): bool
    {
        $orders = get_option('stand_in_orders', []);
        unset($orders[$this->get_id()]);
        update_option('stand_in_orders', $orders);
        do_action('woocommerce_delete_order', $this->get_id());
        return $force;
    }
}

function wc_get_order(int $id): StandInOrder|false
{
    $row = get_option('stand_in_orders', [])[$id] ?? false;
    return $row === false ? false : new StandInOrder($row);
}

final class WC_Privacy_Erasers
{
    public static function remove_order_personal_data(StandInOrder $order): void
    {
        update_option('stand_in_anonymised', [...get_option('stand_in_anonymised', []), $order->get_id()]);
        do_action('woocommerce_privacy_remove_order_personal_data', $order);
    }

    public static function customer_data_eraser(string $email, int $page): array
    {
        $user = get_user_by('email', $email);
        delete_user_meta($user->ID, 'billing_first_name');
        $customer = new class ($user->ID) {
            public function __construct(private int $id)
            {
            }

            public function get_id(): int
            {
                return $this->id;
            }
        };
        return apply_filters('woocommerce_privacy_erase_personal_data_customer', ['items_removed' => true, 'items_retained' => false, 'messages' => [], 'done' => true], $customer);
    }
}
