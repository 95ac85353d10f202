<?php

declare(strict_types=1);

namespace Storefort;

/**
 * The shop's calls to itself: its name is the host's own address here, where no distribution adds the door's header. The host
 * has a key for such calls, which opens the shop door and no other, and a certificate of its own.
 */
final class OwnRequests
{
    public function __construct(private readonly Site $site)
    {
    }

    public function register(): void
    {
        add_filter('http_request_args', [$this, 'address'], PHP_INT_MAX, 2);
    }

    /**
     * @param array<string, mixed> $arguments
     * @return array<string, mixed>
     */
    public function address(array $arguments, string $url): array
    {
        // With a port it is the preview, where something else answers for the edge.
        $own = "https://{$this->site->shopHost}";
        if ($url !== $own && !str_starts_with($url, "$own/") && !str_starts_with($url, "$own?")) {
            return $arguments;
        }
        try {
            $loopback = RunFile::read($this->site->root, 'loopback.json');
            $headers = $arguments['headers'] ?? [];
            // Callers may give them as text.
            $headers = is_array($headers) ? $headers : \WP_Http::processHeaders((string) $headers)['headers'];
            $arguments['headers'] = ['X-Storefort-Door' => $loopback->text('door')] + $headers;
            $arguments['sslcertificates'] = $loopback->text('certificate');
            // Headers go along to wherever an answer sends the caller.
            $arguments['redirection'] = 0;
        } catch (NotReady) {
            // The call fails as it would to any host that is not there.
        }
        return $arguments;
    }
}
