<?php

declare(strict_types=1);

namespace Storefort;

/**
 * An address that signs an administrator in once, within a quarter of an hour, at the staff door. It takes a click on a page, since what
 * looks at links in messages would use it up. Stored is a hash: who reads the database cannot sign in by it.
 */
final class OneTimeSignIn
{
    private const ACTION = 'storefort';
    private const PREFIX = 'storefort_sign_in_';
    private const LIFETIME_SECONDS = 900;

    public function __construct(private readonly Site $site)
    {
    }

    public function register(): void
    {
        add_action('login_form_' . self::ACTION, [$this, 'answer']);
    }

    public function addressFor(int $user): string
    {
        $token = bin2hex(random_bytes(32));
        $this->forgetOld();
        add_option(self::name($token), ['user' => $user, 'until' => time() + self::LIFETIME_SECONDS], '', false);
        return $this->site->staffUrl . '/wp-login.php?' . http_build_query(['action' => self::ACTION, 'token' => $token]);
    }

    public function answer(): never
    {
        $token = $_REQUEST['token'] ?? '';
        $token = is_string($token) && preg_match('/^[0-9a-f]{64}$/', $token) === 1 ? $token : '';
        nocache_headers();
        header('Referrer-Policy: no-referrer');
        if (($_SERVER['REQUEST_METHOD'] ?? '') !== 'POST') {
            $this->page($token);
        }
        $user = $this->use($token);
        if ($user === null) {
            wp_die('This address was used before, or is older than 15 minutes. Ask for a new one.', 'Sign in', ['response' => 403]);
        }
        wp_set_auth_cookie($user, false);
        wp_safe_redirect(admin_url());
        exit;
    }

    /** Who deletes the row has it: of two requests at once, one. */
    private function use(string $token): ?int
    {
        global $wpdb;
        $stored = $token === '' ? null : get_option(self::name($token), null);
        $taken = is_array($stored) && $wpdb->delete($wpdb->options, ['option_name' => self::name($token)]) === 1;
        wp_cache_delete(self::name($token), 'options');
        return $taken && $stored['until'] >= time() && get_userdata($stored['user']) !== false ? (int) $stored['user'] : null;
    }

    private function page(string $token): never
    {
        login_header('Sign in');
        printf(
            '<form method="post" action="%s"><input type="hidden" name="action" value="%s"><input type="hidden" name="token" value="%s">'
            . '<p>This signs you in as an administrator of the shop, once.</p>'
            . '<p class="submit"><button class="button button-primary button-large">Sign in</button></p></form>',
            esc_url(site_url('wp-login.php', 'login_post')),
            esc_attr(self::ACTION),
            esc_attr($token),
        );
        login_footer();
        exit;
    }

    private function forgetOld(): void
    {
        global $wpdb;
        $names = $wpdb->get_col($wpdb->prepare(
            "SELECT option_name FROM $wpdb->options WHERE option_name LIKE %s",
            $wpdb->esc_like(self::PREFIX) . '%',
        ));
        foreach ($names as $name) {
            $stored = get_option($name);
            if (!is_array($stored) || $stored['until'] < time()) {
                delete_option($name);
            }
        }
    }

    private static function name(string $token): string
    {
        return self::PREFIX . hash('sha256', $token);
    }
}
