<?php
/**
 * Plugin Name: Shop faults
 * Description: For tests: what a plugin can do to the host's own mails and orders. The option `shop_faults` lists which.
 * Version: 1.0
 */

declare(strict_types=1);

$faults = (array) get_option('shop_faults', []);
if (in_array('noise', $faults, true)) {
    echo "a plugin prints\n";
    add_action('shutdown', static fn () => print "and prints\n");
}
if (in_array('dies', $faults, true)) {
    add_action('init', static fn () => throw new Error('a plugin fails'));
}
if (in_array('keeps-mail', $faults, true)) {
    add_filter('pre_wp_mail', '__return_true');
}
// What a message may carry.
$storefortFault = 'no mail for jo@shopper.example with ' . str_repeat('k', 40) . ", <b>sorry</b>\n" . str_repeat('and so on ', 50);
if (in_array('fails-mail', $faults, true)) {
    add_action('phpmailer_init', static fn () => throw new RuntimeException($storefortFault));
}
if (in_array('refuses-mail', $faults, true)) {
    add_filter('pre_wp_mail', static function () use ($storefortFault): bool {
        do_action('wp_mail_failed', new WP_Error('refused', $storefortFault));
        return false;
    });
}
if (in_array('keeps-stock', $faults, true)) {
    add_filter('woocommerce_can_restore_order_stock', '__return_false');
}
if (in_array('keeps-status', $faults, true)) {
    add_action('woocommerce_before_order_object_save', static fn () => throw new Exception('nothing is saved'));
}
if (in_array('sells-more', $faults, true)) {
    // Another shopper, between the two looks at the stock.
    add_action('woocommerce_order_status_cancelled', static function (int $id): void {
        $product = wc_get_product((int) get_option('shop_faults_product'));
        $product->set_stock_quantity($product->get_stock_quantity() - 1);
        $product->save();
    }, 100);
}
