<?php

declare(strict_types=1);

namespace Storefort;

use PHPMailer\PHPMailer\Exception;

/** Where the shop is tried out, mails become files. */
final class MailFolder implements MailTransport
{
    public function __construct(private readonly string $folder)
    {
    }

    public function send(string $message, array $to): void
    {
        $file = sprintf('%s/%s-%s.eml', $this->folder, gmdate('Ymd-His'), bin2hex(random_bytes(6)));
        is_dir($this->folder) || @mkdir($this->folder, 0700, true);
        // Blind copies stand in no header.
        $whole = 'X-Storefort-To: ' . implode(', ', $to) . "\r\n" . $message;
        if (@file_put_contents("$file.part", $whole) === false || !rename("$file.part", $file)) {
            throw new Exception('the folder for mails cannot be written');
        }
    }
}
