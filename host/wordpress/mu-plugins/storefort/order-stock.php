<?php

declare(strict_types=1);

namespace Storefort;

/** What an order of one product holds of its stock, at one moment. */
final class OrderStock
{
    private function __construct(
        public readonly bool $managed,
        public readonly int|float $quantity,
        /** What the shop has left; null where it does not count. */
        public readonly int|float|null $inStock,
        /** What was taken out of the stock for this order. */
        private readonly float $taken,
        /** Rows that keep some of it for this order. */
        private readonly int $reserved,
    ) {
    }

    /** @throws \DomainException when the product is gone */
    public static function of(\WC_Order $order, int $productId): self
    {
        $product = wc_get_product($productId) ?: throw new \DomainException("there is no product $productId");
        $item = array_values($order->get_items('line_item'))[0];
        $managed = (bool) $product->managing_stock();
        return new self(
            managed: $managed,
            quantity: $item->get_quantity(),
            inStock: $managed ? $product->get_stock_quantity() : null,
            taken: (float) $item->get_meta('_reduced_stock', true),
            reserved: self::reserved($order->get_id()),
        );
    }

    /** Shoppers who buy meanwhile take of it too: within that moment this may say no where all is well, never the reverse. */
    public function restores(self $before): bool
    {
        return $this->taken <= 0.0 && $this->reserved === 0
            && (!$this->managed || (float) $this->inStock >= (float) $before->inStock + $before->taken);
    }

    private static function reserved(int $orderId): int
    {
        global $wpdb;
        $count = $wpdb->get_var($wpdb->prepare("SELECT COUNT(*) FROM {$wpdb->prefix}wc_reserved_stock WHERE order_id = %d", $orderId));
        return $count === null ? throw new \RuntimeException('the reserved stock cannot be read') : (int) $count;
    }
}
