<?php

declare(strict_types=1);

namespace Storefort;

use PHPMailer\PHPMailer\Exception;

/**
 * Of a role that may do nothing but send the shop's mail, for an hour: root on the host asks for them and renews them. The
 * instance's own role reads the shop's secrets, and its metadata are out of PHP's reach.
 */
final class MailCredentials
{
    public function __construct(private readonly string $root)
    {
    }

    /**
     * @return array{key: string, secret: string, token: string}
     * @throws Exception
     */
    public function get(): array
    {
        try {
            $file = RunFile::read($this->root, 'mail.json');
            return [
                'key' => $file->text('accessKeyId'),
                'secret' => $file->text('secretAccessKey'),
                'token' => $file->text('sessionToken'),
            ];
        } catch (NotReady $reason) {
            // What WordPress takes for a mail that could not be sent.
            throw new Exception($reason->getMessage(), 0, $reason);
        }
    }
}
