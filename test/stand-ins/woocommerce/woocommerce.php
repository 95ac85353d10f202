<?php
/**
 * Plugin Name: WooCommerce (STAND-IN)
 * Description: STAND-IN for WooCommerce in tests: its routes, who may use them, its pages, cookies, roles and tables. No shop behind them.
 * Version: 9.4.0
 */
declare(strict_types=1);
namespace Storefort\StandIn\WooCommerce;
const STORE = ['products' => 'GET', 'products/(?P<id>[\d]+)' => 'GET', 'products/categories' => 'GET', 'products/tags' => 'GET', 'products/attributes' => 'GET',
    'products/reviews' => 'GET', 'products/collection-data' => 'GET', 'cart' => 'GET', 'cart/add-item' => 'POST', 'cart/update-item' => 'POST',
    'cart/remove-item' => 'POST', 'cart/apply-coupon' => 'POST', 'cart/remove-coupon' => 'POST', 'cart/update-customer' => 'POST', 'cart/extensions' => 'POST',
    'cart/select-shipping-rate' => 'POST', 'cart/items' => 'GET,POST,DELETE', 'cart/items/(?P<key>[\w-]{32})' => 'GET,POST,PUT,PATCH,DELETE',
    'cart/coupons' => 'GET,POST,DELETE', 'checkout' => 'GET,POST', 'checkout/(?P<id>[\d]+)' => 'POST', 'order/(?P<id>[\d]+)' => 'GET'];
const REQUIRED = ['checkout' => ['billing_address', 'payment_method'], 'cart/select-shipping-rate' => ['package_id', 'rate_id'], 'checkout/(?P<id>[\d]+)' => ['payment_method'],
    'customers' => ['email'], 'coupons' => ['code'], 'webhooks' => ['topic', 'delivery_url'], 'orders/(?P<order_id>[\d]+)/notes' => ['note']];
const ONE = 'GET,POST,PUT,PATCH,DELETE';
const STAFF = ['orders' => 'GET,POST', 'orders/(?P<id>[\d]+)' => ONE, 'orders/batch' => 'POST,PUT,PATCH', 'orders/(?P<order_id>[\d]+)/notes' => 'GET,POST',
    'orders/(?P<order_id>[\d]+)/refunds' => 'GET,POST', 'customers' => 'GET,POST', 'customers/(?P<id>[\d]+)' => ONE, 'customers/batch' => 'POST,PUT,PATCH',
    'products' => 'GET,POST', 'products/(?P<id>[\d]+)' => ONE, 'products/batch' => 'POST,PUT,PATCH', 'coupons' => 'GET,POST', 'reports' => 'GET', 'reports/sales' => 'GET',
    'webhooks' => 'GET,POST', 'settings' => 'GET', 'settings/(?P<group_id>[\w-]+)' => 'GET', 'system_status' => 'GET', 'payment_gateways' => 'GET', 'taxes' => 'GET,POST', 'data' => 'GET'];
const CAPABILITIES = ['manage_woocommerce', 'view_woocommerce_reports', 'edit_shop_orders', 'edit_others_shop_orders', 'read_private_shop_orders', 'publish_shop_orders', 'edit_products',
    'edit_others_products', 'edit_published_products', 'publish_products', 'read_private_products', 'delete_products', 'assign_product_terms', 'manage_product_terms'];
const PAGES = ['cart' => 'Cart', 'checkout' => 'Checkout', 'myaccount' => 'My account'];
const ENDPOINTS = ['order-pay', 'order-received', 'orders', 'view-order', 'downloads', 'edit-account', 'edit-address', 'payment-methods', 'lost-password', 'customer-logout', 'add-payment-method'];
register_activation_hook(__FILE__, static function (): void {
    global $wpdb;
    require_once ABSPATH . 'wp-admin/includes/upgrade.php';
    $tables = ['wc_orders' => 'id bigint unsigned NOT NULL, status varchar(20), currency varchar(10), type varchar(20), tax_amount decimal(26,8), total_amount decimal(26,8), customer_id bigint unsigned, billing_email varchar(320), date_created_gmt datetime, date_updated_gmt datetime, parent_order_id bigint unsigned, payment_method varchar(100), customer_note text, PRIMARY KEY  (id)',
        'wc_order_operational_data' => 'id bigint unsigned NOT NULL AUTO_INCREMENT, order_id bigint unsigned, order_key varchar(100), PRIMARY KEY  (id), UNIQUE KEY order_id (order_id)',
        'woocommerce_api_keys' => 'key_id bigint unsigned NOT NULL AUTO_INCREMENT, user_id bigint unsigned NOT NULL, description varchar(200), permissions varchar(10) NOT NULL, consumer_key char(64) NOT NULL, consumer_secret char(43) NOT NULL, nonces longtext, truncated_key char(7) NOT NULL, last_access datetime, PRIMARY KEY  (key_id)',
        'woocommerce_sessions' => 'session_id bigint unsigned NOT NULL AUTO_INCREMENT, session_key char(32) NOT NULL, session_value longtext NOT NULL, session_expiry bigint unsigned NOT NULL, PRIMARY KEY  (session_id), UNIQUE KEY session_key (session_key)'];
    dbDelta(array_map(static fn (string $name): string => "CREATE TABLE {$wpdb->prefix}$name ($tables[$name]) {$wpdb->get_charset_collate()};", array_keys($tables)));
    add_role('customer', 'Customer', ['read' => true]);
    add_role('shop_manager', 'Shop manager', ['read' => true, 'list_users' => true, 'edit_users' => true, 'edit_posts' => true, 'edit_published_posts' => true, 'upload_files' => true, ...array_fill_keys(CAPABILITIES, true)]);
    array_map([get_role('administrator'), 'add_cap'], CAPABILITIES);
    foreach (PAGES as $name => $title) {
        update_option("woocommerce_{$name}_page_id", get_page_by_path($slug = sanitize_title($title))->ID ?? wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_title' => $title, 'post_name' => $slug, 'post_content' => "[woocommerce_$name]"]));
    }
});
add_action('init', static function (): void {
    register_taxonomy('product_cat', 'product', ['public' => true, 'hierarchical' => true, 'rewrite' => ['slug' => 'product-category']]);
    register_post_type('product', ['public' => true, 'has_archive' => 'shop', 'label' => 'Products', 'supports' => ['title', 'editor', 'comments', 'thumbnail'], 'capability_type' => 'product', 'map_meta_cap' => true, 'taxonomies' => ['product_cat']]);
    add_rewrite_endpoint('wc-api', EP_ALL);
    add_rewrite_tag('%wc-auth-version%', '([^&]+)');
    add_rewrite_rule('^wc-auth/v([1]{1})/(.*)?', 'index.php?wc-auth-version=$matches[1]', 'top');
    array_map(static fn (string $name) => add_rewrite_endpoint($name, EP_ROOT | EP_PAGES), ENDPOINTS);
    foreach (array_keys(PAGES) as $name) {
        add_shortcode("woocommerce_$name", static fn (): string => "<p>$name of a STAND-IN. Hello " . esc_html(wp_get_current_user()->user_email ?: 'guest') . ', ' . (int) ($_COOKIE['woocommerce_items_in_cart'] ?? 0) . ' in the cart.</p>');
    }
});
/** Pages of one shopper: never cached; an account is made, a link fills the cart, callbacks of payments are told to plugins. */
add_action('template_redirect', static function (): void {
    if (isset($_GET['wc-ajax'])) {
        nocache_headers();
        defined('DOING_AJAX') || define('DOING_AJAX', true);
        do_action('wc_ajax_' . sanitize_text_field(wp_unslash($_GET['wc-ajax'])));
        $_GET['wc-ajax'] === 'get_refreshed_fragments' ? wp_send_json(['fragments' => [], 'cart_hash' => '']) : wp_die();
    }
    get_query_var('wc-auth-version') === '' ?: wp_die('Keys for programs of a STAND-IN.', '', 401);
    if (isset($_REQUEST['add-to-cart'])) {
        fill_cart();
        exit(wp_safe_redirect(get_permalink((int) get_option('woocommerce_cart_page_id'))));
    }
    if (is_page(array_map(static fn (string $name): int => (int) get_option("woocommerce_{$name}_page_id"), array_keys(PAGES)))) {
        nocache_headers();
        wp_enqueue_script('password-strength-meter');
        $email = sanitize_email(wp_unslash($_POST['email'] ?? ''));
        if (isset($_POST['register']) && wp_verify_nonce($_POST['woocommerce-register-nonce'] ?? '', 'woocommerce-register') && !is_wp_error($id = wp_create_user($email, wp_generate_password(), $email))) {
            (new \WP_User($id))->set_role('customer');
            wp_mail($email, 'Your account', 'Welcome. Your account: ' . get_permalink());
        }
    }
}, 0);
add_action('admin_menu', static fn () => array_map(static fn (string $page) => add_menu_page($page, $page, 'manage_woocommerce', $page, static fn () => print 'A page of a STAND-IN.'), ['wc-orders', 'wc-settings']));
function fill_cart(): void
{
    nocache_headers();
    $options = ['path' => '/', 'secure' => true, 'httponly' => true];
    setcookie('woocommerce_items_in_cart', (string) (1 + (int) ($_COOKIE['woocommerce_items_in_cart'] ?? 0)), $options);
    setcookie('woocommerce_cart_hash', md5((string) wp_rand()), $options);
    setcookie('wp_woocommerce_session_' . COOKIEHASH, $_COOKIE['wp_woocommerce_session_' . COOKIEHASH] ?? wp_generate_uuid4(), $options);
}
add_action('parse_request', static function (\WP $wp): void {
    $api = strtolower(sanitize_text_field(wp_unslash($_GET['wc-api'] ?? $wp->query_vars['wc-api'] ?? '')));
    if ($api !== '') {
        nocache_headers();
        status_header(has_action("woocommerce_api_$api") ? 200 : 400);
        exit(do_action("woocommerce_api_$api") ?? '-1');
    }
});
/** A key and secret of the shop, in the query or as Basic. */
add_filter('determine_current_user', static function ($user) {
    $key = $_GET['consumer_key'] ?? $_SERVER['PHP_AUTH_USER'] ?? '';
    if ($user || !str_starts_with((string) $key, 'ck_') || !preg_match('#/wp-json/wc/#', rawurldecode($_SERVER['REQUEST_URI'] ?? ''))) {
        return $user;
    }
    $row = $GLOBALS['wpdb']->get_row($GLOBALS['wpdb']->prepare("SELECT user_id, consumer_secret FROM {$GLOBALS['wpdb']->prefix}woocommerce_api_keys WHERE consumer_key = %s", hash_hmac('sha256', $key, 'wc-api')));
    return $row && hash_equals($row->consumer_secret, (string) ($_GET['consumer_secret'] ?? $_SERVER['PHP_AUTH_PW'] ?? '')) ? (int) $row->user_id : $user;
}, 15);
add_action('rest_api_init', static function (): void {
    $batch = ['methods' => 'POST', 'permission_callback' => '__return_true', 'args' => ['requests' => ['required' => true, 'type' => 'array', 'maxItems' => 25]], 'callback' => static function (\WP_REST_Request $request) {
        $foreign = array_filter($request['requests'], static fn (array $one): bool => stripos($one['path'] ?? '', 'wc/store') === false);
        return $foreign === [] ? rest_get_server()->serve_batch_request_v1($request) : new \WP_Error('woocommerce_rest_invalid_path', 'Invalid path provided.', ['status' => 400]);
    }];
    $each = static fn (string $route, string $methods, array $with): array => array_map(static fn (string $method): array => ['methods' => $method,
        'args' => $method === 'POST' ? array_fill_keys(REQUIRED[$route] ?? [], ['required' => true]) : [], ...$with], explode(',', $methods));
    foreach (['wc/store', 'wc/store/v1'] as $namespace) {
        register_rest_route($namespace, '/batch', $batch);
        foreach (STORE as $route => $methods) {
            register_rest_route($namespace, "/$route", $each($route, $methods, ['permission_callback' => '__return_true', 'allow_batch' => ['v1' => true], 'callback' => static fn (\WP_REST_Request $request) => store($route, $request)]));
        }
    }
    foreach (['wc/v1' => ['orders', 'customers', 'products'], 'wc/v2' => ['orders', 'customers', 'products'], 'wc/v3' => array_keys(STAFF), 'wc-analytics' => ['customers', 'orders', 'products', 'reports/revenue/stats']] as $namespace => $routes) {
        foreach ($routes as $route) {
            register_rest_route($namespace, "/$route", $each($route, "$namespace/$route" === 'wc-analytics/customers' ? 'GET' : (STAFF[$route] ?? 'GET'),
                ['permission_callback' => static fn (\WP_REST_Request $request) => allowed($route, $request), 'callback' => static fn (\WP_REST_Request $request) => staff($route, $request)]));
        }
    }
});
/** Every change needs the nonce that the cart's answer hands out. */
function store(string $route, \WP_REST_Request $request): \WP_REST_Response|\WP_Error
{
    if (($request->get_method() !== 'GET' || $route === 'checkout') && !wp_verify_nonce((string) $request->get_header('Nonce'), 'wc_store_api')) {
        return new \WP_Error($request->get_header('Nonce') === null ? 'woocommerce_rest_missing_nonce' : 'woocommerce_rest_invalid_nonce', 'A valid nonce is needed.', ['status' => $request->get_header('Nonce') === null ? 401 : 403]);
    }
    $lost = ['cart/items/(' => ['cart_invalid_key', 409], 'order/(' => ['invalid_user', 403], 'products/(' => ['product_invalid_id', 404]][strtok($route, '?') ?: ''] ?? null;
    if ($lost !== null && get_post_type((int) $request['id']) !== 'product') {
        return new \WP_Error("woocommerce_rest_$lost[0]", 'Not there, or not yours.', ['status' => $lost[1]]);
    }
    $route === 'cart/add-item' ? fill_cart() : null;
    $items = array_map(static fn (\WP_Post $post): array => ['id' => $post->ID, 'name' => $post->post_title, 'permalink' => get_permalink($post)], get_posts(['post_type' => 'product', 's' => (string) $request['search']]));
    return new \WP_REST_Response($route === 'products' ? $items : ['stand-in' => $route, 'items' => []], 200, ['Nonce' => wp_create_nonce('wc_store_api')]);
}
function allowed(string $route, \WP_REST_Request $request): bool|\WP_Error
{
    $method = $request->get_method();
    if ($route === 'products/(?P<id>[\d]+)' && get_post_type((int) $request['id']) !== 'product') {
        return new \WP_Error('woocommerce_rest_product_invalid_id', 'Invalid ID.', ['status' => in_array($method, ['GET', 'DELETE'], true) ? 404 : 400]);
    }
    $needs = ['orders' => ['read_private_shop_orders', 'publish_shop_orders'], 'products' => ['read_private_products', 'publish_products'], 'customers' => ['list_users', 'edit_users']];
    $capability = $needs[strtok($route, '/')][$method === 'GET' ? 0 : 1] ?? 'manage_woocommerce';
    $verb = str_ends_with($route, '/batch') ? 'batch' : (['GET' => 'view', 'DELETE' => 'delete'][$method] ?? (str_ends_with($route, '+)') ? 'edit' : 'create'));
    return current_user_can($capability) ?: new \WP_Error("woocommerce_rest_cannot_$verb", 'Sorry, you are not allowed to do that.', ['status' => rest_authorization_required_code()]);
}
function staff(string $route, \WP_REST_Request $request): array|\WP_Error
{
    global $wpdb;
    $one = $request['id'] === null ? null : $wpdb->get_row($wpdb->prepare("SELECT * FROM {$wpdb->prefix}wc_orders WHERE id = %d", $request['id']), ARRAY_A);
    return $request['id'] !== null && str_starts_with($route, 'orders/') && $one === null ? new \WP_Error('woocommerce_rest_shop_order_invalid_id', 'Invalid ID.', ['status' => 404]) : ($request['id'] === null ? [] : ['id' => (int) $request['id'], ...($one ?? [])]);
}
