<?php

declare(strict_types=1);

namespace Storefort;

/** Who calls, as far as integrations are declared by it: from which address, and signed in by which kind of credential. */
final class Caller
{
    private ?string $credential = null;
    private int $beforeKey = 0;

    public function __construct(private readonly string $address)
    {
    }

    public function register(): void
    {
        // WooCommerce checks API keys at 15.
        add_filter('determine_current_user', [$this, 'beforeKey'], 14);
        add_filter('determine_current_user', [$this, 'afterKey'], 16);
        add_action('application_password_did_authenticate', fn () => $this->credential = 'application-password');
        add_action('auth_cookie_valid', fn () => $this->credential = 'cookie');
    }

    public function beforeKey(mixed $user): mixed
    {
        $this->beforeKey = (int) $user;
        return $user;
    }

    public function afterKey(mixed $user): mixed
    {
        if ($this->beforeKey === 0 && (int) $user > 0 && self::sentKey()) {
            $this->credential = 'woocommerce-api-key';
        }
        return $user;
    }

    /** @param array<string, mixed> $integration from its network, with its credential accepted */
    public function is(array $integration): bool
    {
        if (!$this->isNear($integration)) {
            return false;
        }
        // Nobody may have asked who is there yet.
        wp_get_current_user();
        return match ($integration['credential']) {
            // The plugin that answers checks what it was sent.
            'none', 'signature' => true,
            default => $this->credential === $integration['credential'],
        };
    }

    /** @param array<string, mixed> $integration whether an account that was proved, was proved by the integration's own credential */
    public function provedBy(array $integration): bool
    {
        return match ($integration['credential']) {
            'none' => false,
            'signature' => $this->credential === null && !self::sentToken(),
            default => $this->credential === $integration['credential'],
        };
    }

    /** @param array<string, mixed> $integration */
    public function isNear(array $integration): bool
    {
        return Network::holds($integration['networks'] ?? [], $this->address);
    }

    private static function sentKey(): bool
    {
        $sent = $_GET['consumer_key'] ?? $_SERVER['PHP_AUTH_USER'] ?? $_GET['oauth_consumer_key'] ?? $_POST['oauth_consumer_key'] ?? null;
        return is_string($sent) && str_starts_with($sent, 'ck_')
            || str_contains((string) ($_SERVER['HTTP_AUTHORIZATION'] ?? ''), 'oauth_consumer_key');
    }

    /** A till's token or a password, which prove an account on any route; signatures come otherwise. */
    private static function sentToken(): bool
    {
        $sent = (string) ($_SERVER['HTTP_AUTHORIZATION'] ?? '');
        // WCPOS cleans the header before it reads it, of tags and encoded bytes amid its words.
        return isset($_GET['authorization']) || preg_match('/bearer|basic/i', $sent . ' ' . sanitize_text_field(wp_unslash($sent))) === 1;
    }
}
