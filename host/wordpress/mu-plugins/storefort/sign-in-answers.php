<?php

declare(strict_types=1);

namespace Storefort;

/** One answer to every sign-in that fails, and one to every lost password, so that neither tells which accounts exist. */
final class SignInAnswers
{
    private const TELLING = [
        'invalid_username', 'invalid_email', 'invalidcombo', 'incorrect_password', 'invalid_application_password',
        'application_passwords_disabled_for_user', 'application_passwords_disabled', 'authentication_failed',
    ];

    public static function refused(): \WP_Error
    {
        // A sentence that WordPress has translations of.
        return new \WP_Error('invalid_credentials', __('Incorrect username or password.'), ['status' => 401]);
    }

    public function register(): void
    {
        add_filter('authenticate', [$this, 'level'], PHP_INT_MAX);
        add_filter('rest_authentication_errors', [$this, 'level'], PHP_INT_MAX);
        add_action('lost_password', [$this, 'pretendSent']);
        // WooCommerce handles its form at 20.
        add_action('wp_loaded', [$this, 'pretendSentByShop'], 21);
    }

    public function level(mixed $outcome): mixed
    {
        return is_wp_error($outcome) && array_intersect($outcome->get_error_codes(), self::TELLING) !== [] ? self::refused() : $outcome;
    }

    public function pretendSent(mixed $errors): void
    {
        $isEmpty = is_wp_error($errors) && in_array('empty_username', $errors->get_error_codes(), true);
        if (self::isPost() && is_wp_error($errors) && $errors->has_errors() && !$isEmpty) {
            // Where WordPress goes after it has sent one.
            $next = $_REQUEST['redirect_to'] ?? '';
            wp_safe_redirect(is_string($next) && $next !== '' ? $next : 'wp-login.php?checkemail=confirm');
            exit;
        }
    }

    /** Whoever is still here after WooCommerce's handler asked for an account that cannot be helped. */
    public function pretendSentByShop(): void
    {
        $nonce = $_REQUEST['woocommerce-lost-password-nonce'] ?? $_REQUEST['_wpnonce'] ?? '';
        $name = $_POST['user_login'] ?? '';
        $asked = self::isPost() && isset($_POST['wc_reset_password']) && is_string($name) && trim($name) !== '';
        if ($asked && is_string($nonce) && function_exists('wc_get_account_endpoint_url') && wp_verify_nonce($nonce, 'lost_password')) {
            wc_clear_notices();
            wp_safe_redirect(add_query_arg('reset-link-sent', 'true', wc_get_account_endpoint_url('lost-password')));
            exit;
        }
    }

    private static function isPost(): bool
    {
        return ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST';
    }
}
