<?php

declare(strict_types=1);

namespace Storefort;

/** What anybody sees while the shop cannot answer: 503, nothing about the reason, never from a cache. */
final class Unavailable
{
    private const RETRY_AFTER_SECONDS = 30;

    public static function answer(): never
    {
        if (!headers_sent()) {
            http_response_code(503);
            header('Content-Type: text/plain; charset=utf-8');
            header('Cache-Control: no-store');
            header('Retry-After: ' . self::RETRY_AFTER_SECONDS);
        }
        echo "The shop is away for a moment. Please try again shortly.\n";
        exit(1);
    }
}
