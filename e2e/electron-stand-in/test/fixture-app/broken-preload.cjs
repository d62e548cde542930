throw new Error('the preload is broken');
