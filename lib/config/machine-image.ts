/** AWS's own parameter with the id of its newest Amazon Linux 2023 for Graviton: what hosts begin with, and what they are held against. */
export const newestImageParameter = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';
