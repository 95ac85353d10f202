<?php

declare(strict_types=1);

namespace Storefort;

use PHPMailer\PHPMailer\Exception;

/** Amazon SES by its HTTPS interface (SESv2, SendEmail): signed by a role that may send from the shop's address and nothing else. */
final class SimpleEmailService implements MailTransport
{
    private const PATH = '/v2/email/outbound-emails';
    private const TIMEOUT_SECONDS = 10;

    public function __construct(
        private readonly string $region,
        private readonly string $from,
        private readonly MailCredentials $credentials,
    ) {
    }

    public function send(string $message, array $to): void
    {
        $host = "email.$this->region.amazonaws.com";
        $body = (string) json_encode([
            'FromEmailAddress' => $this->from,
            'Destination' => ['ToAddresses' => $to],
            'Content' => ['Raw' => ['Data' => base64_encode($message)]],
        ]);
        $headers = (new Signature($this->region, 'ses'))->sign(
            'POST', self::PATH, '', ['host' => $host, 'content-type' => 'application/json'], $body, $this->credentials->get(), time(),
        );
        unset($headers['host']);
        $answer = wp_remote_post("https://$host" . self::PATH, [
            'headers' => $headers,
            'body' => $body,
            'timeout' => self::TIMEOUT_SECONDS,
            'redirection' => 0,
        ]);
        if (is_wp_error($answer)) {
            throw new Exception('SES cannot be reached: ' . $answer->get_error_code());
        }
        $status = (int) wp_remote_retrieve_response_code($answer);
        if ($status !== 200) {
            throw new Exception("SES answered $status " . $this->reason($answer));
        }
    }

    /** @param array<string, mixed> $answer the name of the error, which names no address, unlike its message */
    private function reason(array $answer): string
    {
        $name = (string) wp_remote_retrieve_header($answer, 'x-amzn-errortype');
        return preg_replace('/[^A-Za-z].*/', '', $name) ?? '';
    }
}
