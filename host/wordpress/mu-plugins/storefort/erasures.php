<?php

declare(strict_types=1);

namespace Storefort;

/**
 * Erases once more what had been erased before a restore brought it back. What is younger than the recovery point is somebody else's
 * under a number used again: it is left alone.
 */
final class Erasures
{
    /** @param int $until when the recovery point was taken, seconds since 1970 */
    public function __construct(private readonly int $until)
    {
        require_once ABSPATH . 'wp-admin/includes/user.php';
    }

    /**
     * @param array<string, mixed> $event
     * @return string what became of it: `erased again`, `not there`, `younger than the recovery point`, `failed`
     */
    public function replay(array $event): string
    {
        $id = (int) $event['id'];
        [$found, $made] = match ($event['what']) {
            'order', 'order-data' => $this->order($id),
            'comment' => $this->comment($id),
            'user', 'customer', 'person' => $this->user($id),
            default => throw new \UnexpectedValueException('of a kind that this host does not know'),
        };
        if ($found === null) {
            return 'not there';
        }
        if ($made > $this->until) {
            return 'younger than the recovery point, left alone';
        }
        $done = match ($event['what']) {
            'order' => $found->delete(true),
            'order-data' => \WC_Privacy_Erasers::remove_order_personal_data($found) ?? true,
            'comment' => self::erase('wp_comments_personal_data_eraser', (string) $found->comment_author_email),
            'user' => wp_delete_user($id, $event['heir'] ?? null),
            'customer' => self::erase([\WC_Privacy_Erasers::class, 'customer_data_eraser'], $found->user_email),
            'person' => self::erasePerson($found->user_email),
        };
        return $done === false ? 'failed' : 'erased again';
    }

    /** @return array{?object, int} */
    private function order(int $id): array
    {
        $order = wc_get_order($id) ?: null;
        return [$order, (int) $order?->get_date_created('edit')?->getTimestamp()];
    }

    /** @return array{?object, int} */
    private function user(int $id): array
    {
        $user = get_userdata($id) ?: null;
        return [$user, $user === null ? 0 : (int) strtotime("$user->user_registered UTC")];
    }

    /** @return array{?object, int} */
    private function comment(int $id): array
    {
        $comment = get_comment($id);
        return [$comment, $comment === null ? 0 : (int) strtotime("$comment->comment_date_gmt UTC")];
    }

    /** As WordPress does for a request: whatever plugins keep of the person goes as well. */
    private static function erasePerson(string $email): bool
    {
        foreach (apply_filters('wp_privacy_personal_data_erasers', []) as $eraser) {
            self::erase($eraser['callback'], $email);
        }
        return true;
    }

    private static function erase(callable $eraser, string $email): bool
    {
        for ($page = 1; $page <= 1000; $page += 1) {
            if ($eraser($email, $page)['done'] ?? true) {
                return true;
            }
        }
        return false;
    }
}
