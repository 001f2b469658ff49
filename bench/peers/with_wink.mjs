// wink-nlp: with_wink.mjs FOLDER-OF-node_modules speed FOLDER, ... raw FILE.txt
// Sentences, parts of speech, entities by pattern, negation, sentiment; it takes no given words.
import {createRequire} from 'node:module';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

const begin = performance.now();
const [home, mode, path] = process.argv.slice(2);
const require = createRequire(join(home, 'peers.js'));
const winkNLP = require('wink-nlp');
const nlp = winkNLP(require('wink-eng-lite-web-model'), ['sbd', 'negation', 'sentiment', 'pos', 'ner']);
const its = nlp.its;

function cpuSeconds() {
  const used = process.cpuUsage();
  return (used.user + used.system) / 1e6;
}

function speed(folder) {
  const texts = readdirSync(folder).sort().map(name => readFileSync(join(folder, name), 'utf8'));
  nlp.readDoc('One sentence.');
  const loaded = (performance.now() - begin) / 1000, cpu = cpuSeconds();
  let tokens = 0;
  for (const text of texts)
    tokens += nlp.readDoc(text).tokens().out(its.type).filter(type => type !== 'tabCRLF').length;
  console.log(`load ${loaded.toFixed(3)} cpu ${(cpuSeconds() - cpu).toFixed(4)} tokens ${tokens}`);
}

// Positions are found in the text: the model writes some characters in another form.
function raw(text) {
  const lines = [];
  let at = 0, characters = 0;  // in UTF-16, in code points
  const doc = nlp.readDoc(text);
  doc.sentences().each(sentence => {
    let number = 0;
    sentence.tokens().each(token => {
      const form = token.out();
      if (form.trim() === '') return;
      const found = text.indexOf(form, at);
      if (found < 0 || found > at + 40) return;
      characters += [...text.slice(at, found)].length;
      const length = [...form].length;
      const span = `TokenRange=${characters}:${characters + length}|NER=O`;
      characters += length;
      at = found + form.length;
      number++;
      lines.push([number, form, '_', token.out(its.pos), '_', '_', '0', '_', '_', span].join('\t'));
    });
    lines.push('');
  });
  console.log(lines.join('\n'));
}

if (mode === 'speed') speed(path);
else raw(readFileSync(path, 'utf8'));
