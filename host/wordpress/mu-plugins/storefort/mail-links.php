<?php

declare(strict_types=1);

namespace Storefort;

/** Links in mails open where the reader may go: customers at the shop door, staff at its own. */
final class MailLinks
{
    /** Said by WooCommerce of the mail it is about to send. */
    private ?bool $isForCustomer = null;

    public function __construct(private readonly Site $site)
    {
    }

    public function register(): void
    {
        add_filter('woocommerce_mail_callback_params', [$this, 'noteReader'], PHP_INT_MAX, 2);
        add_filter('wp_mail', [$this, 'address'], PHP_INT_MAX);
        add_filter('retrieve_password_message', [$this, 'resetLink'], PHP_INT_MAX, 4);
        add_filter('wp_new_user_notification_email', [$this, 'welcome'], PHP_INT_MAX, 2);
        add_filter('user_request_action_email_content', [$this, 'confirmation'], PHP_INT_MAX, 2);
    }

    public function noteReader(mixed $parameters, mixed $mail): mixed
    {
        $this->isForCustomer = is_object($mail) && method_exists($mail, 'is_customer_email') ? $mail->is_customer_email() : null;
        return $parameters;
    }

    /** @param array<string, mixed> $mail */
    public function address(array $mail): array
    {
        $isForCustomer = $this->isForCustomer ?? !$this->isForStaff($mail['to'] ?? []);
        $this->isForCustomer = null;
        foreach (['message', 'subject'] as $part) {
            $text = (string) ($mail[$part] ?? '');
            $mail[$part] = $isForCustomer ? Address::move($text, $this->site->staffUrl, $this->site->shopUrl) : $this->staffwards($text);
        }
        return $mail;
    }

    public function resetLink(mixed $message, mixed $key, mixed $login, mixed $user): mixed
    {
        return is_string($message) && $user instanceof \WP_User && is_string($key) && !Staff::is($user)
            ? $this->withResetLink($message, $key, $user)
            : $message;
    }

    /** @param array<string, mixed> $mail to somebody for whom staff made an account */
    public function welcome(array $mail, mixed $user): array
    {
        $message = (string) ($mail['message'] ?? '');
        if ($user instanceof \WP_User && !Staff::is($user) && preg_match('~[?&]key=([\w-]+)~', $message, $found) === 1) {
            $message = $this->withResetLink($message, $found[1], $user);
            $mail['message'] = preg_replace('~\S+/wp-login\.php(?=\s|$)~', $this->resetPage(), $message) ?? $message;
        }
        return $mail;
    }

    /** @param array<string, mixed> $data */
    public function confirmation(mixed $content, mixed $data): mixed
    {
        $link = is_array($data) ? (string) ($data['confirm_url'] ?? '') : '';
        $link = Address::start($link, $this->site->staffUrl, $this->site->shopUrl);
        return is_string($content) ? str_replace('###CONFIRM_URL###', sanitize_url($link), $content) : $content;
    }

    private function withResetLink(string $message, string $key, \WP_User $user): string
    {
        $link = add_query_arg(['key' => $key, 'id' => $user->ID], $this->resetPage());
        return preg_replace('~\S+/wp-login\.php\?\S*\baction=rp\b\S*~', strtr($link, ['\\' => '\\\\', '$' => '\\$']), $message) ?? $message;
    }

    private function resetPage(): string
    {
        return function_exists('wc_get_endpoint_url')
            ? wc_get_endpoint_url('lost-password', '', wc_get_page_permalink('myaccount'))
            : $this->site->shopUrl . '/';
    }

    private function staffwards(string $text): string
    {
        $shop = preg_quote($this->site->shopUrl, '~');
        return preg_replace("~$shop(?=/wp-admin/(?!admin-(ajax|post)\\.php)|/wp-login\\.php)~", $this->site->staffUrl, $text) ?? $text;
    }

    /** Readers who are the shop's own: by their account, or because notices of the shop go there. */
    private function isForStaff(mixed $to): bool
    {
        $readers = is_array($to) ? $to : explode(',', (string) $to);
        foreach ($readers as $reader) {
            $address = strtolower(trim(preg_match('/<([^>]+)>/', (string) $reader, $found) === 1 ? $found[1] : (string) $reader));
            $account = get_user_by('email', $address);
            if ($address !== strtolower((string) get_option('admin_email')) && !($account instanceof \WP_User && Staff::is($account))) {
                return false;
            }
        }
        return $readers !== [];
    }
}
