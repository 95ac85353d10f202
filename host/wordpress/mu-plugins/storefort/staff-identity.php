<?php

declare(strict_types=1);

namespace Storefort;

/**
 * At the shop door staff is nobody: whatever cookie, password, key or token proves who it is, WordPress does not learn it there. Only a
 * declared integration gets its account back, for the one dispatch that its row lets through.
 */
final class StaffIdentity
{
    private int $remembered = 0;
    private bool $lent = false;
    /** @var list<bool> whether it was lent, at each dispatch around the present one */
    private array $outer = [];

    public function __construct(private readonly Guard $guard, private readonly Caller $caller)
    {
    }

    public function register(): void
    {
        add_filter('determine_current_user', [$this, 'hide'], PHP_INT_MAX);
        add_action('set_current_user', [$this, 'drop'], PHP_INT_MAX);
        add_filter('authenticate', [$this, 'refuse'], PHP_INT_MAX);
        add_filter('send_auth_cookies', [$this, 'keepCookies'], PHP_INT_MIN, 4);
        add_filter('allow_password_reset', [$this, 'allowReset'], PHP_INT_MAX, 2);
        add_action('validate_password_reset', [$this, 'refuseReset'], PHP_INT_MAX, 2);
        add_filter('rest_request_before_callbacks', [$this, 'lend'], PHP_INT_MIN, 3);
        add_filter('rest_request_after_callbacks', [$this, 'takeBack'], PHP_INT_MAX);
    }

    public function hide(mixed $user): mixed
    {
        if (!is_numeric($user) || !Staff::holds((int) $user)) {
            return $user;
        }
        $this->remembered = (int) $user;
        return $this->lent ? $user : 0;
    }

    /** Plugins become somebody without asking who is there. */
    public function drop(): void
    {
        $user = $GLOBALS['current_user'] ?? null;
        if (!$this->lent && $user instanceof \WP_User && $user->exists() && Staff::is($user)) {
            wp_set_current_user(0);
        }
    }

    public function refuse(mixed $user): mixed
    {
        return $user instanceof \WP_User && Staff::is($user) ? SignInAnswers::refused() : $user;
    }

    public function keepCookies(bool $send, mixed $expire, mixed $expiration, mixed $user): bool
    {
        return $send && !Staff::holds((int) $user);
    }

    public function allowReset(mixed $allowed, mixed $user): mixed
    {
        return Staff::holds((int) $user) ? false : $allowed;
    }

    /** A reset asked for at the staff door is finished there too. */
    public function refuseReset(\WP_Error $errors, mixed $user): void
    {
        if ($user instanceof \WP_User && Staff::is($user)) {
            $errors->add('invalid_key', __('Your password reset link appears to be invalid. Please request a new link below.'));
        }
    }

    public function lend(mixed $response, mixed $handler, \WP_REST_Request $request): mixed
    {
        $integration = $this->guard->restIntegration($request->get_route(), $request->get_method());
        $this->outer[] = $this->lent;
        $this->become($this->remembered > 0 && $integration !== null && $this->caller->provedBy($integration));
        return $response;
    }

    public function takeBack(mixed $response): mixed
    {
        $this->become(array_pop($this->outer) ?? false);
        return $response;
    }

    private function become(bool $lent): void
    {
        if ($lent === $this->lent) {
            return;
        }
        $this->lent = $lent;
        wp_set_current_user($lent ? $this->remembered : 0);
    }
}
