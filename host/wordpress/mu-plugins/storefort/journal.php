<?php

declare(strict_types=1);

namespace Storefort;

/**
 * Writes down, outside the database, what a restored database no longer knows and must be told: which order ids were issued, what was
 * paid and paid back, and whose data was erased. Ids and amounts only, nothing about a person. `storefort restore` reads it.
 */
final class Journal
{
    /** @var array<string, true> Several hooks tell of one thing. */
    private array $written = [];

    public function register(): void
    {
        add_action('woocommerce_new_order', fn ($id) => $this->write(['event' => 'issued', 'order' => (int) $id]));
        add_action('woocommerce_payment_complete', fn ($id) => $this->paid((int) $id));
        add_action('woocommerce_order_payment_status_changed', fn ($id) => $this->paid((int) $id));
        add_action('woocommerce_order_refunded', fn ($id, $refund) => $this->refunded((int) $id, (int) $refund), 10, 2);
        add_action('woocommerce_delete_order', fn ($id) => $this->erased('order', (int) $id));
        // Of a shop that keeps orders as posts, and deletes them as such.
        add_action('deleted_post', fn ($id, $post) => $post->post_type !== 'shop_order' ?: $this->erased('order', (int) $id), 10, 2);
        add_action('woocommerce_privacy_remove_order_personal_data', fn ($order) => $this->erased('order-data', (int) $order->get_id()));
        add_filter('woocommerce_privacy_erase_personal_data_customer', [$this, 'customerErased'], PHP_INT_MAX, 2);
        add_action('wp_privacy_personal_data_erased', fn ($request) => $this->requestFulfilled((int) $request));
        add_filter('wp_anonymize_comment', [$this, 'commentErased'], PHP_INT_MAX, 2);
        add_action('deleted_user', fn ($id, $heir) => $this->erased('user', (int) $id, ['heir' => $heir === null ? null : (int) $heir]), 10, 2);
    }

    public function customerErased(mixed $response, mixed $customer): mixed
    {
        $this->erased('customer', (int) $customer->get_id());
        return $response;
    }

    public function commentErased(mixed $agreed, mixed $comment): mixed
    {
        // WordPress takes true alone as consent.
        if ($agreed === true) {
            $this->erased('comment', (int) $comment->comment_ID);
        }
        return $agreed;
    }

    /** Of a person with an account; what a guest had is in orders and comments, which are told of one by one. */
    private function requestFulfilled(int $id): void
    {
        $request = wp_get_user_request($id);
        if ($request instanceof \WP_User_Request && $request->user_id > 0) {
            $this->erased('person', (int) $request->user_id);
        }
    }

    private function paid(int $id): void
    {
        $this->tell('paid', $id, $id, static fn ($order) => ['transaction' => self::short($order->get_transaction_id())]);
    }

    private function refunded(int $id, int $refund): void
    {
        $this->tell('refunded', $id, $refund, static fn () => ['refund' => $refund]);
    }

    /** @param callable(object): array<string, int|string> $more */
    private function tell(string $event, int $orderId, int $amountOf, callable $more): void
    {
        try {
            [$order, $money] = [wc_get_order($orderId), wc_get_order($amountOf)];
            if (!$order || !$money) {
                return;
            }
            $this->write([
                'event' => $event,
                'order' => $orderId,
                'gateway' => self::short($order->get_payment_method()),
                'amount' => (string) ($event === 'refunded' ? $money->get_amount() : $money->get_total()),
                'currency' => self::short($order->get_currency()),
                ...$more($order),
            ]);
        } catch (\Throwable $problem) {
            self::failed($problem);
        }
    }

    /** @param array<string, int|null> $more */
    private function erased(string $what, int $id, array $more = []): void
    {
        $this->write(['event' => 'erased', 'what' => $what, 'id' => $id, ...$more]);
    }

    /** Never at the price of what is going on: an order is worth more than a line about it. */
    private function write(array $event): void
    {
        $key = serialize($event);
        if (isset($this->written[$key])) {
            return;
        }
        $this->written[$key] = true;
        try {
            error_log(JournalLine::of(['at' => gmdate('Y-m-d\TH:i:s\Z'), ...$event]));
        } catch (\Throwable $problem) {
            self::failed($problem);
        }
    }

    /** What gateways and plugins choose goes into a log: printable, and not a book. */
    private static function short(mixed $text): string
    {
        return substr((string) preg_replace('/[^\x21-\x7e]/', '?', (string) $text), 0, 100);
    }

    private static function failed(\Throwable $problem): void
    {
        error_log(sprintf('storefort journal-failed %s at %s:%d', $problem::class, $problem->getFile(), $problem->getLine()));
    }
}
