<?php

declare(strict_types=1);

namespace Storefort;

/**
 * Takes back the order that the probe has placed, and says whether stock and reports are as before. It is no other order: key, address,
 * product and gateway must be the probe's, and nothing paid. Sent twice it finds its work done, and says the same.
 */
final class TestOrder
{
    /** Mails to it go nowhere: see probeCustomer in lambdas/probe-shop/contract.ts. */
    private const CUSTOMER = 'success@simulator.amazonses.com';
    /** WooCommerce's own that take no money; what the store file allows. */
    private const GATEWAYS = ['bacs', 'cheque', 'cod'];
    /** Where an order stands that one of these has placed. Cash on delivery counts as paid, and is not. */
    private const STATUSES = ['bacs' => ['pending', 'on-hold'], 'cheque' => ['pending', 'on-hold'], 'cod' => ['pending', 'on-hold', 'processing']];
    private const ANSWER = '_storefort_test_order';
    private const USAGE = "usage: PRODUCT-ID ORDER-ID ORDER-KEY\n";

    private function __construct(private readonly int $product, private readonly \WC_Order $order)
    {
    }

    /** @param list<string> $arguments */
    public static function command(array $arguments): int
    {
        [$product, $order, $key] = [...$arguments, '', '', ''];
        if (preg_match('/^[0-9]{1,12} [0-9]{1,12} wc_order_[A-Za-z0-9]{5,40}$/D', "$product $order $key") !== 1) {
            fwrite(STDERR, self::USAGE);
            return 2;
        }
        try {
            fwrite(STDOUT, json_encode(self::find((int) $product, (int) $order, $key)->takeBack(), JSON_THROW_ON_ERROR) . "\n");
            return 0;
        } catch (\DomainException $reason) {
            fwrite(STDERR, "order $order: {$reason->getMessage()}\n");
        } catch (\Throwable $problem) {
            fwrite(STDERR, sprintf("order %s: %s at %s:%d\n", $order, $problem::class, $problem->getFile(), $problem->getLine()));
        }
        return 1;
    }

    /** @throws \DomainException when it is not the probe's */
    private static function find(int $product, int $id, string $key): self
    {
        function_exists('wc_get_order') || throw new \DomainException('WooCommerce is not active');
        $order = wc_get_order($id);
        // The same words for both: who guesses keys learns nothing.
        if (!$order instanceof \WC_Order || !hash_equals((string) $order->get_order_key(), $key)) {
            throw new \DomainException('there is no order of that number and key');
        }
        strtolower((string) $order->get_billing_email()) === self::CUSTOMER || throw new \DomainException('it is not the probe’s customer’s');
        $items = array_values($order->get_items('line_item'));
        if (count($items) !== 1 || (int) $items[0]->get_product_id() !== $product || (int) $items[0]->get_variation_id() !== 0) {
            throw new \DomainException("it is not of product $product alone");
        }
        return new self($product, $order);
    }

    /** @return array<string, mixed> */
    private function takeBack(): array
    {
        $id = $this->order->get_id();
        if ($this->order->get_status() === 'cancelled') {
            $known = json_decode((string) $this->order->get_meta(self::ANSWER), true);
            $answer = is_array($known) ? $known : $this->answer('cancelled', OrderStock::of($this->order, $this->product));
            return [...$answer, 'inReports' => OrderReports::count($id)];
        }
        $this->refusePaid();
        $status = $this->order->get_status();
        $before = OrderStock::of($this->order, $this->product);
        $this->cancel();
        $after = wc_get_order($id);
        if (!$after instanceof \WC_Order || $after->get_status() !== 'cancelled') {
            throw new \DomainException("it stays $status: something keeps it from being cancelled");
        }
        $answer = (new self($this->product, $after))->answer($status, $before);
        $after->update_meta_data(self::ANSWER, (string) json_encode($answer));
        $after->save();
        return [...$answer, 'inReports' => OrderReports::count($id)];
    }

    private function refusePaid(): void
    {
        $gateway = (string) $this->order->get_payment_method();
        in_array($gateway, self::GATEWAYS, true) || throw new \DomainException('its gateway may have taken money');
        $isPaid = (string) $this->order->get_transaction_id() !== ''
            || ($this->order->get_date_paid() !== null && $gateway !== 'cod');
        if ($isPaid || !in_array($this->order->get_status(), self::STATUSES[$gateway], true)) {
            throw new \DomainException('it is paid, or has gone on: ' . $this->order->get_status());
        }
    }

    /** Without a mail: nobody has to know. */
    private function cancel(): void
    {
        foreach (['cancelled_order', 'customer_cancelled_order'] as $mail) {
            add_filter("woocommerce_email_enabled_$mail", '__return_false', PHP_INT_MAX);
        }
        $this->order->update_status('cancelled', 'The probe takes its test order back.', true);
    }

    /** @return array<string, mixed> as of now */
    private function answer(string $statusBefore, OrderStock $before): array
    {
        $after = OrderStock::of($this->order, $this->product);
        return [
            'orderId' => $this->order->get_id(),
            'statusBefore' => $statusBefore,
            'status' => $this->order->get_status(),
            'managesStock' => $after->managed,
            'quantity' => $after->quantity,
            'stockBefore' => $before->inStock,
            'stockAfter' => $after->inStock,
            'stockRestored' => $after->restores($before),
        ];
    }
}
