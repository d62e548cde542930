/** The tags of a document; what is typed or taken away is saved at once. */
import type { DocumentSummary } from '@causebook/contracts';
import { TagsInput } from '@mantine/core';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { allDocuments } from '../../stores/documents-actions.ts';
import { tagDocument } from '../../stores/documents-open-actions.ts';
import { allDocumentsStore } from '../../stores/documents-store.ts';

const MOST = 20;
const LONGEST = 50;

export function TagsField({ document }: { readonly document: DocumentSummary }) {
  const known = useStore(allDocumentsStore, (state) => state.tags);
  const isRead = useStore(allDocumentsStore, (state) => state.loaded);
  useEffect(() => {
    if (!isRead) void allDocuments.refresh();
  }, [isRead]);
  return (
    <TagsInput
      label="Tags"
      description={
        document.tags.length < MOST ? 'Type a word and press Enter.' : 'There is room for 20 tags.'
      }
      placeholder={document.tags.length === 0 ? 'For example: order, evidence' : ''}
      data={[...known]}
      value={[...document.tags]}
      maxTags={MOST}
      maxLength={LONGEST}
      splitChars={[',', ';']}
      acceptValueOnBlur
      mb="md"
      onChange={(tags) =>
        void tagDocument(
          document,
          tags.map((tag) => tag.trim().slice(0, LONGEST)).filter((tag) => tag !== ''),
        )
      }
    />
  );
}
