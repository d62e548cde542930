import { answer } from './answer.js';

window.answer = answer;
const drop = document.getElementById('drop');
drop.addEventListener('dragover', (event) => event.preventDefault());
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  window.dropped = [...event.dataTransfer.files].map((file) => ({
    name: file.name,
    path: window.app.pathOf(file),
  }));
});
