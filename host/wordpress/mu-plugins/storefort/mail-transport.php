<?php

declare(strict_types=1);

namespace Storefort;

interface MailTransport
{
    /**
     * @param string $message whole, as RFC 5322 has it
     * @param list<string> $to everybody who gets it, copies and blind copies too
     * @throws \PHPMailer\PHPMailer\Exception when it was not taken
     */
    public function send(string $message, array $to): void;
}
