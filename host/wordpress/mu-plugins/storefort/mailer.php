<?php

declare(strict_types=1);

namespace Storefort;

use PHPMailer\PHPMailer\PHPMailer;

/** PHPMailer builds the message; it looks for `<Mailer>Send`, which is here. */
final class Mailer extends PHPMailer
{
    public function __construct(private readonly MailTransport $transport)
    {
        parent::__construct(true);
    }

    protected function storefortSend(string $header, string $body): bool
    {
        $message = self::normalizeBreaks(rtrim($header) . "\n\n" . $body, self::CRLF);
        $this->transport->send($message, array_keys($this->getAllRecipientAddresses()));
        return true;
    }
}
