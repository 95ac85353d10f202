<?php

declare(strict_types=1);

namespace Storefort;

use PHPMailer\PHPMailer\PHPMailer;

/** A relay of the shop's: never without TLS, never with a certificate that does not hold. */
final class SmtpRelay
{
    private const SUBMISSION = 587;
    private const TIMEOUT_SECONDS = 10;

    public function __construct(private readonly Site $site)
    {
    }

    public function set(PHPMailer $mailer): void
    {
        [$host, $port] = [...explode(':', $this->site->mailHost ?? '', 2), self::SUBMISSION];
        $secret = RunFile::read($this->site->root, 'mail.json');
        $mailer->isSMTP();
        $mailer->Host = $host;
        $mailer->Port = (int) $port;
        $mailer->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS;
        $mailer->SMTPAuth = true;
        $mailer->Username = $secret->text('username');
        $mailer->Password = $secret->text('password');
        $mailer->Timeout = self::TIMEOUT_SECONDS;
        $mailer->SMTPDebug = 0;
        $mailer->SMTPOptions = [
            'ssl' => [
                'verify_peer' => true,
                'verify_peer_name' => true,
                'allow_self_signed' => false,
                // PHP's own setting names the database's authority.
                'cafile' => ABSPATH . WPINC . '/certificates/ca-bundle.crt',
            ],
        ];
    }
}
