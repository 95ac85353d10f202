<?php

/**
 * Plugin Name: Shop probe (STAND-IN)
 * Description: STAND-IN for payment plugins' webhooks in tests, and a way to ask PHP what it was told. Never part of a shop.
 * Version: 1.0.0
 */

declare(strict_types=1);

namespace Storefort\StandIn\Probe;

/** Who WordPress takes the caller for, and what nginx said of the request. */
function told(): array
{
    $server = array_filter($_SERVER, static fn (string $name): bool => str_starts_with($name, 'HTTP_') || $name === 'REMOTE_ADDR', ARRAY_FILTER_USE_KEY);
    unset($server['HTTP_COOKIE'], $server['HTTP_AUTHORIZATION']);
    return ['user' => get_current_user_id(), 'home' => home_url(), 'server' => $server];
}

add_action('rest_api_init', static function (): void {
    $hook = ['methods' => 'POST', 'permission_callback' => '__return_true', 'callback' => static fn (): array => told()];
    register_rest_route('wc/v3', '/payments/webhook', $hook);
    register_rest_route('paypal/v1', '/incoming', $hook);
});

// Both WooCommerce and its stand-in run these, for shoppers.
add_action('wc_ajax_probe', static fn () => wp_send_json(told()));
// What PHP lets code do that got in somehow.
add_action('wc_ajax_probe_php', static function (): void {
    $functions = ['exec', 'shell_exec', 'system', 'passthru', 'proc_open', 'popen', 'symlink', 'link', 'putenv', 'phpinfo', 'mail', 'dl', 'pcntl_exec'];
    $settings = ['display_errors', 'expose_php', 'allow_url_fopen', 'allow_url_include', 'cgi.fix_pathinfo', 'zend.exception_ignore_args', 'session.cookie_secure',
        'session.cookie_httponly', 'session.use_strict_mode', 'mysqli.allow_local_infile', 'phar.readonly', 'opcache.validate_timestamps', 'log_errors'];
    wp_send_json([
        'functions' => array_values(array_filter($functions, 'function_exists')),
        'settings' => array_map(static fn (string $name): string => (string) ini_get($name), array_combine($settings, $settings)),
        'readable' => array_values(array_filter(['/etc/passwd', '/proc/self/environ', '/tmp'], static fn (string $file): bool => @is_readable($file))),
        'widened' => ini_set('open_basedir', '/') !== false,
        'environment' => array_values(preg_grep('/secret|password|token|^aws|^db_|_key$/i', array_keys(getenv())) ?: []),
    ]);
});
add_action('wc_ajax_probe_slow', static function (): void {
    sleep(4);
    wp_send_json(['slept' => 4]);
});
// The way of code that was smuggled in: a file that the web server can write is included.
add_action('wc_ajax_probe_include', static function (): void {
    include wp_upload_dir()['basedir'] . '/probe-included.php';
    wp_send_json(['included' => true]);
});
// Processors that a shop has installed: both report to wc-api.
add_action('woocommerce_api_wc_stripe', static fn () => wp_send_json(['received' => true]));
// Whose page it is, on every page: whoever sees somebody else's mark was given somebody else's page.
add_action('wp_footer', static function (): void {
    $user = wp_get_current_user();
    // Nothing of who asks may be on a page that is kept; this would be.
    echo '<!-- came from ' . esc_html((string) ($_SERVER['HTTP_REFERER'] ?? 'nowhere')) . ' -->';
    echo '<!-- page of ' . ($user->exists() ? esc_html($user->user_login) : 'nobody') . ', made ' . esc_html((string) hrtime(true)) . ' -->';
});
// What a plugin of a wallet answers, and a page that must not be kept.
add_action('parse_request', static function (): void {
    $path = strtok((string) $_SERVER['REQUEST_URI'], '?');
    $path === '/.well-known/apple-developer-merchantid-domain-association' && exit('merchant');
    $path === '/probe-private/' && nocache_headers();
});
