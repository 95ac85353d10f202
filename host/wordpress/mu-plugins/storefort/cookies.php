<?php

declare(strict_types=1);

namespace Storefort;

/** WordPress sets its cookies of accounts without SameSite and has no filter for it: so it computes them, and this sends them. */
final class Cookies
{
    /** @var array<string, array{string, string, int}> by path: name, value and expiry of what is to be sent */
    private array $waiting = [];

    public function register(): void
    {
        add_action('set_auth_cookie', [$this, 'ofAdmin'], 10, 2);
        add_action('set_logged_in_cookie', [$this, 'ofPages'], 10, 2);
        add_filter('send_auth_cookies', [$this, 'takeOver'], PHP_INT_MAX - 1, 4);
        add_filter('secure_auth_cookie', '__return_true', PHP_INT_MAX);
        add_filter('secure_logged_in_cookie', '__return_true', PHP_INT_MAX);
        add_filter('woocommerce_set_cookie_options', [$this, 'ofShop'], PHP_INT_MAX);
        add_filter('wc_session_use_secure_cookie', '__return_true', PHP_INT_MAX);
    }

    public function ofAdmin(string $cookie, int $expire): void
    {
        foreach ([PLUGINS_COOKIE_PATH, ADMIN_COOKIE_PATH] as $path) {
            $this->waiting[$path] = [SECURE_AUTH_COOKIE, $cookie, $expire];
        }
    }

    public function ofPages(string $cookie, int $expire): void
    {
        $this->waiting[COOKIEPATH] = [LOGGED_IN_COOKIE, $cookie, $expire];
        $this->waiting[SITECOOKIEPATH] = [LOGGED_IN_COOKIE, $cookie, $expire];
    }

    /** Asked when cookies are set (with an account) and when they are cleared (without): clearing stays WordPress's. */
    public function takeOver(bool $send, mixed $expire = 0, mixed $expiration = 0, mixed $user = 0): bool
    {
        if (!$send || (int) $user === 0) {
            $this->waiting = [];
            return $send;
        }
        foreach ($this->waiting as $path => [$name, $value, $until]) {
            setcookie($name, $value, ['expires' => $until, 'path' => $path, 'secure' => true, 'httponly' => true, 'samesite' => 'Lax']);
        }
        $this->waiting = [];
        return false;
    }

    /** @param array<string, mixed> $options */
    public function ofShop(array $options): array
    {
        return ['secure' => true, 'samesite' => 'Lax'] + $options;
    }
}
