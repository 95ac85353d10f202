<?php

declare(strict_types=1);

namespace Storefort;

/** One mail by the way that all of the shop's mail goes. Its answer names no address and no secret. */
final class TestMail
{
    private const USAGE = "usage: MAIL-ID TO: 8 to 64 letters, digits and -, and one address\n";
    private const MOST_OF_ERROR = 300;

    private bool $left = false;
    private string $error = '';

    /** @param list<string> $arguments @return int 0 only where the mail was taken */
    public static function command(array $arguments): int
    {
        [$id, $to] = [...$arguments, '', ''];
        if (preg_match('/^[A-Za-z0-9-]{8,64}$/D', $id) !== 1 || is_email($to) === false) {
            fwrite(STDERR, self::USAGE);
            return 2;
        }
        $site = Context::get()->site;
        $error = (new self())->send($site, $id, $to);
        $answer = ['sent' => $error === null, 'transport' => $site->previewMailDir === null ? $site->mailVia : 'folder'];
        fwrite(STDOUT, json_encode($error === null ? $answer : [...$answer, 'error' => $error], JSON_THROW_ON_ERROR) . "\n");
        return $error === null ? 0 : 1;
    }

    /** @return string|null what went wrong */
    private function send(Site $site, string $id, string $to): ?string
    {
        add_action('wp_mail_succeeded', function (): void {
            $this->left = true;
        });
        add_action('wp_mail_failed', function (\WP_Error $error): void {
            $this->error = $error->get_error_message();
        });
        $text = "This mail says that mail leaves the shop. Nothing needs to be done.\n\n$id\n";
        try {
            $sent = wp_mail($to, "Test mail $id of $site->shopHost", $text, ['Auto-Submitted: auto-generated', "X-Storefort-Test: $id"]);
        } catch (\Throwable $problem) {
            return self::harmless($problem::class . ': ' . $problem->getMessage());
        }
        // Plugins may say that a mail is sent, and keep it.
        return match (true) {
            $sent === true && $this->left => null,
            $sent === true => 'a plugin took the mail before it was sent',
            default => self::harmless($this->error ?: 'WordPress does not say why'),
        };
    }

    /** Addresses, and what is long enough to be a credential, are left out. */
    private static function harmless(string $message): string
    {
        $text = preg_replace(['/\S+@\S+/', '/\S{40,}/', '/[^\x20-\x7e]+/'], ['(address)', '(long)', ' '], wp_strip_all_tags($message)) ?? '';
        return substr(trim($text), 0, self::MOST_OF_ERROR);
    }
}
