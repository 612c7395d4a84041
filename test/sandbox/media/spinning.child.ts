// Does what a damaged file can make the media library do: blocks its process for ever.
process.once('message', () => {
  for (;;);
});
