<?php

declare(strict_types=1);

namespace Storefort;

/** AWS Signature Version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). */
final class Signature
{
    private const ALGORITHM = 'AWS4-HMAC-SHA256';

    public function __construct(private readonly string $region, private readonly string $service)
    {
    }

    /**
     * @param array<string, string> $headers to be signed, `host` among them
     * @param array{key: string, secret: string, token: string|null} $credentials
     * @return array<string, string> the headers to be sent
     */
    public function sign(string $method, string $path, string $query, array $headers, string $body, array $credentials, int $now): array
    {
        $time = gmdate('Ymd\THis\Z', $now);
        $headers = array_change_key_case($headers) + ['x-amz-date' => $time];
        if ($credentials['token'] !== null) {
            $headers['x-amz-security-token'] = $credentials['token'];
        }
        ksort($headers);
        $names = implode(';', array_keys($headers));
        $scope = substr($time, 0, 8) . "/$this->region/$this->service/aws4_request";
        $canonical = implode("\n", [$method, $path, self::sorted($query), self::lines($headers), $names, hash('sha256', $body)]);
        $toSign = implode("\n", [self::ALGORITHM, $time, $scope, hash('sha256', $canonical)]);
        $signature = hash_hmac('sha256', $toSign, $this->key($credentials['secret'], substr($time, 0, 8)));
        $headers['authorization'] = self::ALGORITHM
            . " Credential={$credentials['key']}/$scope, SignedHeaders=$names, Signature=$signature";
        return $headers;
    }

    private function key(string $secret, string $day): string
    {
        $key = "AWS4$secret";
        foreach ([$day, $this->region, $this->service, 'aws4_request'] as $part) {
            $key = hash_hmac('sha256', $part, $key, true);
        }
        return $key;
    }

    /** @param array<string, string> $headers */
    private static function lines(array $headers): string
    {
        $lines = '';
        foreach ($headers as $name => $value) {
            $lines .= $name . ':' . trim(preg_replace('/ +/', ' ', $value) ?? $value) . "\n";
        }
        return $lines;
    }

    private static function sorted(string $query): string
    {
        $whole = static fn (string $pair): string => str_contains($pair, '=') ? $pair : "$pair=";
        $pairs = $query === '' ? [] : array_map($whole, explode('&', $query));
        sort($pairs, SORT_STRING);
        return implode('&', $pairs);
    }
}
