<?php
/**
 * Plugin Name: What the probe looks at (STAND-IN)
 * Description: Makes the stand-in of WooCommerce say what WooCommerce says of products, carts and drafts of orders, and break on demand: the option `probe_fault` names how. Does nothing where WooCommerce itself is.
 * Version: 1.0.0
 */
declare(strict_types=1);
namespace Storefort\StandIn\ForProbe;
const CART = 'shop_for_probe_cart';
function fault(string $name): bool
{
    return get_option('probe_fault') === $name;
}
/** Whatever runs behind the stand-in's pages: named by its version, or broken. */
add_action('template_redirect', static function (): void {
    if (fault('down')) {
        wp_die('Down for maintenance.', '', 503);
    }
    if (fault('leak')) {
        add_action('wp_head', static fn () => print '<meta name="generator" content="WooCommerce 9.4.0">');
    }
    if (fault('warning')) {
        echo "<br />\n<b>Warning</b>:  Undefined variable in <b>/srv/x.php</b> on line <b>3</b><br />";
    }
});
function has_stand_in(): bool
{
    return function_exists('Storefort\StandIn\WooCommerce\store');
}
function items(): array
{
    $id = (int) ($_COOKIE[CART] ?? 0);
    return $id > 0 ? [['key' => md5((string) $id), 'id' => $id, 'quantity' => 1]] : [];
}
function keep(int $id): void
{
    $_COOKIE[CART] = (string) $id;
    setcookie(CART, $id > 0 ? (string) $id : '', ['path' => '/', 'secure' => true, 'httponly' => true, 'expires' => $id > 0 ? 0 : 1]);
}
/** With the fault `variable` every product has one variation, and its number: the stand-in's cart takes no others. */
function sold_as(string $type): bool
{
    return in_array($type, fault('variable') ? ['variable', 'variation'] : ['simple'], true);
}
function product(array $one): array
{
    $type = $_GET['type'];
    $sold = ['type' => $type, 'is_purchasable' => true, 'is_in_stock' => true, 'parent' => $type === 'variation' ? $one['id'] : 0];
    return $one + $sold + ['attributes' => [], 'variations' => [['id' => $one['id'], 'attributes' => []]]];
}
add_filter('rest_post_dispatch', static function (\WP_REST_Response $response, $server, \WP_REST_Request $request): \WP_REST_Response {
    $route = preg_replace('#^/wc/store/v1/#', '', $request->get_route());
    if (!has_stand_in() || $response->get_status() !== 200 || $route === $request->get_route()) {
        return $response;
    }
    if ($route === 'products') {
        $response->set_data(array_map('Storefort\StandIn\ForProbe\product', sold_as((string) $request['type']) ? $response->get_data() : []));
        return $response;
    }
    $route === 'cart/add-item' ? keep((int) $request['id']) : null;
    $route === 'cart/remove-item' ? keep(0) : null;
    $response->set_data(['items' => items(), 'needs_shipping' => false, 'payment_methods' => ['bacs'], 'billing_address' => ['country' => 'US', 'state' => 'CA']]);
    return $response;
}, 10, 3);
/** The marks of WooCommerce's blocks. */
add_filter('the_content', static function (string $content): string {
    foreach (['cart', 'checkout'] as $name) {
        if (has_stand_in() && is_page((int) get_option("woocommerce_{$name}_page_id")) && !fault("no $name")) {
            return "<div class=\"wp-block-woocommerce-$name alignwide\"></div>$content";
        }
    }
    return $content;
});
