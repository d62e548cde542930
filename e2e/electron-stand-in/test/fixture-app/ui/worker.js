fetch('/echo')
  .then((response) => response.json())
  .then(({ url }) => postMessage(url))
  .catch((error) => postMessage(String(error)));
