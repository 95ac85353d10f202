<?php

declare(strict_types=1);

namespace Storefort;

/**
 * What is written at the staff door is read at the shop's: addresses are moved when a text is stored, and, for what plugins keep in
 * places of their own, when a page leaves.
 */
final class StoredContent
{
    private const FIELDS = ['post_content', 'post_content_filtered', 'post_excerpt'];

    public function __construct(private readonly Site $site, private readonly Door $door)
    {
    }

    public function register(): void
    {
        add_filter('wp_insert_post_data', [$this, 'store'], PHP_INT_MAX);
        add_filter('pre_comment_content', [$this, 'shopwards']);
        add_filter('woocommerce_new_order_note_data', [$this, 'note'], PHP_INT_MAX);
        add_action('woocommerce_before_order_object_save', [$this, 'order']);
        add_action('woocommerce_before_order_refund_object_save', [$this, 'order']);
        if ($this->door === Door::Shop) {
            ob_start([$this, 'shopwards']);
            add_filter('wp_redirect', [$this, 'shopwards'], PHP_INT_MAX);
        }
    }

    /** @param array<string, mixed> $post with slashes before quotes */
    public function store(array $post): array
    {
        foreach (self::FIELDS as $field) {
            if (is_string($post[$field] ?? null)) {
                $post[$field] = wp_slash($this->shopwards(wp_unslash($post[$field])));
            }
        }
        return $post;
    }

    /** @param array<string, mixed> $note of an order, which customers may be sent */
    public function note(array $note): array
    {
        return ['comment_content' => $this->shopwards($note['comment_content'] ?? '')] + $note;
    }

    /** What staff types into an order or a refund. */
    public function order(mixed $order): void
    {
        foreach (['customer_note', 'reason'] as $text) {
            if (is_object($order) && method_exists($order, "get_$text")) {
                $order->{"set_$text"}($this->shopwards($order->{"get_$text"}('edit')));
            }
        }
    }

    public function shopwards(mixed $text): mixed
    {
        return is_string($text) ? Address::move($text, $this->site->staffUrl, $this->site->shopUrl) : $text;
    }
}
