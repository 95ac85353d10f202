<?php
/**
 * Plugin Name: WCPOS (STAND-IN)
 * Description: STAND-IN for WCPOS in tests: its routes, who may use them, its till pages, tokens and role. No till behind them.
 * Version: 1.10.0
 * Requires Plugins: woocommerce
 */
declare(strict_types=1);
namespace Storefort\StandIn\Pos;

const ONE = 'GET,POST,PUT,PATCH,DELETE';
const EDIT = 'GET,POST,PUT,PATCH';
/** Of both versions. */
const BOTH = ['auth/sessions' => 'GET,DELETE', 'auth/users/sessions' => 'GET', 'settings' => 'GET', 'settings/general' => EDIT, 'settings/checkout' => EDIT,
    'settings/access' => EDIT, 'cashier/(?P<id>[\d]+)' => 'GET', 'cashier/(?P<id>[\d]+)/stores' => 'GET', 'templates' => 'GET', 'templates/active' => 'GET',
    'receipts/(?P<order_id>[\d]+)' => 'GET', 'print-jobs' => 'GET,POST', 'print-jobs/(?P<id>[\d]+)' => 'GET,DELETE', 'print-jobs/queue' => 'GET',
    'stores' => 'GET', 'stores/(?P<id>[\d]+)' => 'GET', 'extensions' => 'GET', 'logs' => 'GET', 'payment-gateways' => 'GET',
    'orders/(?P<id>[\d]+)/checkout' => 'GET,POST', 'orders/(?P<order_id>[\d]+)/email' => 'POST', 'shipping_methods' => 'GET', 'taxes/classes' => 'GET,POST', 'data/order_statuses' => 'GET'];
const FIRST = ['products' => 'GET,POST', 'products/(?P<id>[\d]+)' => ONE, 'products/batch' => 'POST,PUT,PATCH', 'products/categories' => 'GET,POST', 'products/tags' => 'GET,POST',
    'products/variations' => 'GET', 'orders' => 'GET,POST', 'orders/(?P<id>[\d]+)' => ONE, 'orders/batch' => 'POST,PUT,PATCH', 'orders/statuses' => 'GET',
    'customers' => 'GET,POST', 'customers/(?P<id>[\d]+)' => ONE, 'customers/batch' => 'POST,PUT,PATCH', 'coupons' => 'GET,POST', 'taxes' => 'GET,POST'];
const SECOND = ['products' => 'GET', 'orders' => 'GET', 'customers' => 'GET', 'coupons' => 'GET', 'taxes' => 'GET', 'variations' => 'GET', 'changes/tick' => 'GET',
    'digests' => 'GET', 'orders/pull' => 'GET', 'push/(?P<collection>[a-z0-9_]+)' => 'POST'];
const PRINTERS = ['print-jobs/cloudprnt' => 'GET,POST,DELETE', 'print-jobs/cloudprnt/(?P<printer_id>[^/]+)/(?P<pt>[^/]+)' => 'GET,POST,DELETE',
    'print-jobs/epson-sdp' => 'POST', 'print-jobs/epson-sdp/(?P<printer_id>[^/]+)/(?P<pt>[^/]+)' => 'POST'];

register_activation_hook(__FILE__, static function (): void {
    add_role('cashier', 'Cashier', ['read' => true]);
    foreach (['edit_users', 'list_users', 'access_woocommerce_pos', 'read_private_products', 'read_private_shop_orders', 'publish_shop_orders', 'edit_shop_orders'] as $capability) {
        get_role('cashier')->add_cap($capability);
    }
    get_role('administrator')->add_cap('access_woocommerce_pos');
    add_option('woocommerce_pos_secret_key', wp_generate_password(64));
    add_option('woocommerce_pos_refresh_secret_key', wp_generate_password(64));
});

/** JSON Web Token, HS256, of the same content as the real one's. */
function token(int $user, string $type, int $seconds): string
{
    $claims = ['iss' => get_bloginfo('url'), 'iat' => time(), 'exp' => time() + $seconds, 'jti' => wp_generate_uuid4(), 'type' => $type, 'data' => ['user' => ['id' => $user]]];
    $body = encoded((string) json_encode(['typ' => 'JWT', 'alg' => 'HS256'])) . '.' . encoded((string) json_encode($claims));
    return "$body." . encoded(hash_hmac('sha256', $body, secret($type), true));
}

function encoded(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

function secret(string $type): string
{
    return (string) get_option($type === 'access' ? 'woocommerce_pos_secret_key' : 'woocommerce_pos_refresh_secret_key');
}

/** 0: no valid token. */
function user_of(string $token, string $type): int
{
    $parts = explode('.', $token);
    if (count($parts) !== 3 || !hash_equals(encoded(hash_hmac('sha256', "$parts[0].$parts[1]", secret($type), true)), $parts[2])) {
        return 0;
    }
    $claims = json_decode((string) base64_decode(strtr($parts[1], '-_', '+/'), true), true);
    return $claims['iss'] === get_bloginfo('url') && $claims['type'] === $type && $claims['exp'] > time() ? (int) $claims['data']['user']['id'] : 0;
}

/** As the real one: from the header or the query, whatever the request is for. */
add_filter('determine_current_user', static function ($user) {
    $given = (string) ($_SERVER['HTTP_AUTHORIZATION'] ?? $_GET['authorization'] ?? '');
    return preg_match('/^(?:Bearer\s+)?([\w-]+\.[\w-]+\.[\w-]+)/', $given, $found) ? (user_of($found[1], 'access') ?: $user) : $user;
}, 20);

add_action('init', static function (): void {
    foreach (['wcpos', 'wcpos-receipt', 'wcpos-login', 'wcpos-auth'] as $variable) {
        add_rewrite_tag("%$variable%", '([^&]+)');
    }
    add_rewrite_rule('^pos(/(.*))?/?$', 'index.php?wcpos=1', 'top');
    add_rewrite_rule('^wcpos-login/?', 'index.php?wcpos-login=1', 'top');
    add_rewrite_rule('^wcpos-auth/?', 'index.php?wcpos-auth=1', 'top');
    add_rewrite_rule('^wcpos-checkout/([a-z-]+)/([0-9]+)[/]?$', 'index.php?$matches[1]=$matches[2]&wcpos=1', 'top');
});

/** The till wants a sign-in; the others show a form, which the till's app frames. */
add_action('template_redirect', static function (): void {
    global $wp;
    $page = array_values(array_intersect(['wcpos-auth', 'wcpos-login', 'wcpos'], array_keys($wp->query_vars)))[0] ?? null;
    if ($page === null) {
        return;
    }
    $page === 'wcpos' ?: header_remove('X-Frame-Options');
    if ($page === 'wcpos' && !current_user_can('access_woocommerce_pos') && preg_match('#^pos#', $wp->request)) {
        exit(wp_safe_redirect(wp_login_url(home_url('/pos/'))));
    }
    $page === 'wcpos-auth' && ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST' ? sign_in() : null;
    exit("<!DOCTYPE html><title>STAND-IN</title><p>$page of a STAND-IN</p>" . wp_nonce_field('wcpos_auth', display: false) . '<a href="' . esc_url(rest_url('wcpos/v1')) . '">REST</a>');
});

function sign_in(): void
{
    $post = array_map('strval', array_filter(wp_unslash($_POST), 'is_scalar'));
    $name = sanitize_user($post['wcpos-log'] ?? '');
    $user = wp_verify_nonce($post['_wpnonce'] ?? '', 'wcpos_auth') ? (get_user_by('login', $name) ?: get_user_by('email', $name)) : false;
    if (!$user || !wp_check_password($post['wcpos-pwd'] ?? '', $user->user_pass, $user->ID)) {
        return;
    }
    $user = apply_filters('woocommerce_pos_authenticate_user', $user, $name);
    $target = sanitize_text_field(wp_unslash($_REQUEST['redirect_uri'] ?? ''));
    if ($user instanceof \WP_User && user_can($user, 'access_woocommerce_pos') && preg_match('#^(wcpos|https?)://#', $target)) {
        wp_redirect(add_query_arg(['access_token' => token($user->ID, 'access', 1800), 'refresh_token' => token($user->ID, 'refresh', 2592000), 'id' => $user->ID], $target), 302);
        exit;
    }
}

add_action('rest_api_init', static function (): void {
    $till = static fn () => current_user_can('access_woocommerce_pos') ?: new \WP_Error('woocommerce_pos_rest_unauthorized', 'Sorry, you are not allowed to do that.', ['status' => rest_authorization_required_code()]);
    $answer = static fn (\WP_REST_Request $request): array => ['stand-in' => $request->get_route()];
    $noPrinter = static fn () => new \WP_Error('wcpos_print_job_invalid_token', 'Invalid token.', ['status' => 401]);
    $again = static fn (\WP_REST_Request $request) => ($user = user_of((string) $request['refresh_token'], 'refresh')) ? ['access_token' => token($user, 'access', 1800)] : new \WP_Error('woocommerce_pos_auth_invalid_token', 'Invalid token.', ['status' => 403]);
    register_rest_route('wcpos/v2', '/site', ['methods' => 'GET', 'permission_callback' => '__return_true', 'callback' => $answer]);
    foreach (['wcpos/v1' => BOTH + FIRST, 'wcpos/v2' => BOTH + SECOND] as $namespace => $routes) {
        register_rest_route($namespace, '/auth/test', ['methods' => 'GET', 'permission_callback' => '__return_true', 'callback' => $answer]);
        register_rest_route($namespace, '/auth/refresh', ['methods' => 'POST', 'permission_callback' => '__return_true', 'args' => ['refresh_token' => ['required' => true]], 'callback' => $again]);
        foreach (PRINTERS as $route => $methods) {
            register_rest_route($namespace, "/$route", ['methods' => $methods, 'permission_callback' => $noPrinter, 'callback' => $answer]);
        }
        foreach ($routes as $route => $methods) {
            register_rest_route($namespace, "/$route", ['methods' => $methods, 'permission_callback' => $till, 'callback' => $answer]);
        }
    }
});
