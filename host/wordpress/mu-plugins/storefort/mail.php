<?php

declare(strict_types=1);

namespace Storefort;

/**
 * How mail leaves. The sender is the shop's, whatever a plugin asks for: the role that may send is limited to that domain. What goes wrong
 * is logged without addresses, and wp_mail() says false.
 */
final class Mail
{
    public function __construct(private readonly Site $site)
    {
    }

    public function register(): void
    {
        add_filter('pre_wp_mail', [$this, 'prepare'], PHP_INT_MIN);
        add_filter('wp_mail_from', fn (): string => $this->site->mailFrom, PHP_INT_MAX);
        add_action('phpmailer_init', [$this, 'choose'], PHP_INT_MAX);
        add_action('wp_mail_failed', [$this, 'report']);
    }

    /** WordPress takes the mailer it finds. */
    public function prepare(mixed $sent): mixed
    {
        if (!(($GLOBALS['phpmailer'] ?? null) instanceof Mailer)) {
            foreach (['PHPMailer', 'SMTP', 'Exception'] as $name) {
                require_once ABSPATH . WPINC . "/PHPMailer/$name.php";
            }
            $GLOBALS['phpmailer'] = new Mailer($this->transport());
        }
        return $sent;
    }

    public function choose(object $mailer): void
    {
        if (!$mailer instanceof Mailer) {
            // A plugin put its own mailer here; without readers it fails, and that is reported.
            $mailer->clearAllRecipients();
            return;
        }
        $mailer->Sender = $this->site->mailFrom;
        // Names neither the program's version nor the host.
        $mailer->XMailer = ' ';
        $mailer->Hostname = $this->site->shopHost;
        $mailer->Mailer = 'storefort';
        if ($this->usesRelay()) {
            (new SmtpRelay($this->site))->set($mailer);
        }
    }

    public function report(\WP_Error $error): void
    {
        $message = preg_replace('/\S+@\S+/', '(address)', $error->get_error_message()) ?? '';
        error_log("storefort mail-failed via={$this->site->mailVia} " . preg_replace('/\s+/', ' ', wp_strip_all_tags($message)));
    }

    private function usesRelay(): bool
    {
        return $this->site->mailVia === 'smtp' && $this->site->previewMailDir === null;
    }

    private function transport(): MailTransport
    {
        if ($this->site->previewMailDir !== null) {
            return new MailFolder($this->site->previewMailDir);
        }
        return new SimpleEmailService($this->site->region, $this->site->mailFrom, new MailCredentials($this->site->root));
    }
}
